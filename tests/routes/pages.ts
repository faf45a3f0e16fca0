import { startSession } from "../../lib/auth/session.ts";
import * as shell from "../../routes/_app.tsx";
import * as layout from "../../routes/[lang]/harbor/_layout.tsx";
import * as middleware from "../../routes/[lang]/harbor/_middleware.ts";
import * as limits from "../../routes/[lang]/harbor/admin/limits.tsx";
import * as library from "../../routes/[lang]/harbor/library.tsx";
import * as messaging from "../../routes/[lang]/harbor/messaging.tsx";
import * as home from "../../routes/index.ts";
import * as login from "../../routes/login.tsx";
import * as preferences from "../../routes/preferences.ts";
import { type Ask, testApp } from "../http/app.ts";
import type { UserOptions } from "../support/people.ts";
import type { TestServices } from "../support/services.ts";

const SAME_ORIGIN = { "sec-fetch-site": "same-origin" };

/** The pages, as a browser without JavaScript gets them. */
export function pages(services: TestServices): Ask {
  return testApp(services, {
    "/_app": shell,
    "/index": home,
    "/login": login,
    "/preferences": preferences,
    "/[lang]/harbor/_middleware": middleware,
    "/[lang]/harbor/_layout": layout,
    "/[lang]/harbor/admin/limits": limits,
    "/[lang]/harbor/library": library,
    "/[lang]/harbor/messaging": messaging,
  });
}

/** A browser where this person is signed in. */
export async function signedIn(
  services: TestServices,
  ask: Ask,
  email: string,
  options?: UserOptions,
): Promise<Ask> {
  const { userId } = await services.user(email, options);
  const user = await services.db.query.selectFrom("Users").selectAll()
    .where("Id", "=", userId).executeTakeFirstOrThrow();
  const { token } = await startSession(services, user);
  return (path, init = {}) => {
    const cookie = `time_zone=UTC; harbor=${token}`;
    const headers = { cookie, ...SAME_ORIGIN, ...init.headers };
    return ask(path, { ...init, headers });
  };
}

/** What a browser sends when a form is submitted. */
export function form(
  fields: Record<string, string> | [string, string][],
): RequestInit {
  return {
    method: "POST",
    body: new URLSearchParams(fields),
    headers: SAME_ORIGIN,
  };
}
