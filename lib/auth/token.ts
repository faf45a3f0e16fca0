import { errors, type JWTPayload, jwtVerify, SignJWT } from "jose";
import { addMinutes, TOKEN_MINUTES } from "./lifetimes.ts";
import type { SessionKeys } from "./session_keys.ts";

/** The one algorithm that is ever accepted, whatever a token's header asks for. */
const ALGORITHM = "HS256";
const ISSUER = "harbor";
const AUDIENCE = "harbor";

/** Longer ones are not ours, and not worth the work. */
const MAX_TOKEN_LENGTH = 2_048;

export interface SignedToken {
  token: string;
  expiresAt: string;
}

/** What a token says, once its signature, issuer and audience have been found right. */
export interface TokenClaims {
  sessionId: string;
  /** Past its time: good for a refresh and nothing else. */
  expired: boolean;
}

/** Signs a token that names the session, good for `TOKEN_MINUTES` from `now`. */
export async function signToken(
  keys: SessionKeys,
  { sessionId, userId }: { sessionId: string; userId: number },
  now: Date,
): Promise<SignedToken> {
  const { id, key } = await keys.signing();
  const expiresAt = addMinutes(now, TOKEN_MINUTES);
  const token = await new SignJWT({ sid: sessionId })
    .setProtectedHeader({ alg: ALGORITHM, kid: id, typ: "JWT" })
    .setIssuer(ISSUER)
    .setAudience(AUDIENCE)
    .setSubject(String(userId))
    .setIssuedAt(now)
    .setExpirationTime(expiresAt)
    .sign(key);
  return { token, expiresAt: expiresAt.toISOString() };
}

/** `null` for every token that we did not sign for this use. */
export async function readToken(
  keys: SessionKeys,
  token: string,
  now: Date,
): Promise<TokenClaims | null> {
  if (token.length > MAX_TOKEN_LENGTH) return null;
  const sessionId = keys.verified.sessionOf(token, now);
  if (sessionId !== undefined) return { sessionId, expired: false };
  try {
    const { payload } = await jwtVerify(token, async ({ kid }) => {
      // A header is the sender's to write: `kid` may be anything that JSON has.
      const isName = typeof kid === "string";
      const found = isName ? await keys.verifying(kid) : undefined;
      if (found === undefined) throw new errors.JWKSNoMatchingKey();
      return found.key;
    }, {
      algorithms: [ALGORITHM],
      issuer: ISSUER,
      audience: AUDIENCE,
      typ: "JWT",
      requiredClaims: ["exp", "sid"],
      currentDate: now,
    });
    const claims = claimsOf(payload, false);
    if (claims !== null) {
      const { sessionId } = claims;
      keys.verified.add(token, { sessionId, exp: payload.exp! });
    }
    return claims;
  } catch (error) {
    // Thrown only when all else about the token is right.
    if (error instanceof errors.JWTExpired) {
      return claimsOf(error.payload, true);
    }
    if (error instanceof errors.JOSEError) return null;
    throw error;
  }
}

function claimsOf({ sid }: JWTPayload, expired: boolean): TokenClaims | null {
  return typeof sid === "string" ? { sessionId: sid, expired } : null;
}
