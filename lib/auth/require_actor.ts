import type { State } from "../http/define.ts";
import { Problem } from "../http/problem.ts";
import type { Actor } from "./actor.ts";

/** @throws {Problem} 401 where nobody is signed in, which the guard of all routes rules out. */
export function requireActor({ actor }: Pick<State, "actor">): Actor {
  if (actor === null) throw notSignedIn(false);
  return actor;
}

/** 401, in the words of RFC 6750, 3. `tokenGiven`: whether the request had one, though no good. */
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
