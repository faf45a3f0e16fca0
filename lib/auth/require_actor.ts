import type { State } from "../http/define.ts";
import { Problem } from "../http/problem.ts";
import type { Actor } from "./actor.ts";

/** @throws {Problem} 401 when nobody is signed in. Only public routes get that far. */
export function requireActor({ actor }: Pick<State, "actor">): Actor {
  if (actor === null) throw notSignedIn(false);
  return actor;
}

/** 401 as in RFC 6750, 3. `tokenGiven` says whether the request had a token, though a bad one. */
export function notSignedIn(tokenGiven: boolean): Problem {
  return tokenGiven
    ? new Problem(
      401,
      "The token is invalid or has expired; POST /api/auth/refresh renews an expired one while its session lives",
      {
        headers: {
          "www-authenticate": 'Bearer realm="harbor", error="invalid_token"',
        },
      },
    )
    : new Problem(401, "Sign in first: POST /api/auth/login", {
      headers: { "www-authenticate": 'Bearer realm="harbor"' },
    });
}
