import type { JWTPayload } from "jose";
import { addMinutes, TOKEN_MINUTES } from "./lifetimes.ts";
import type { SessionKeys } from "./session_keys.ts";

/** The only algorithm that is accepted, whatever a token's header names. */
const ALGORITHM = "HS256";
const ISSUER = "harbor";
const AUDIENCE = "harbor";

/** A longer token is not ours, and is not decoded. */
const MAX_TOKEN_LENGTH = 2_048;

/** The exact form of our tokens. Decoders skip blanks, which would give one token many forms. */
const FORM = /^[\w-]+\.[\w-]+\.[\w-]+$/;

export interface SignedToken {
  token: string;
  expiresAt: string;
}

/** The claims of a token whose signature, issuer and audience have been verified. */
export interface TokenClaims {
  sessionId: string;
  /** Whether it has expired, so that it is good for nothing but a refresh. */
  expired: boolean;
}

/** Signs a token that names the session, good for `TOKEN_MINUTES` from `now`. */
export async function signToken(
  keys: SessionKeys,
  { sessionId, userId }: { sessionId: string; userId: number },
  now: Date,
): Promise<SignedToken> {
  const { SignJWT } = await import("jose");
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

/** The claims of a token; `null` for any that we did not sign for this use. */
export async function readToken(
  keys: SessionKeys,
  token: string,
  now: Date,
): Promise<TokenClaims | null> {
  if (token.length > MAX_TOKEN_LENGTH || !FORM.test(token)) return null;
  const sessionId = keys.verified.sessionOf(token, now);
  if (sessionId !== undefined) return { sessionId, expired: false };
  const { errors, jwtVerify } = await import("jose");
  try {
    const { payload } = await jwtVerify(token, async ({ kid }) => {
      // The sender writes the header, so `kid` may be any JSON value.
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
