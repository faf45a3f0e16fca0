import { startSession } from "../../lib/auth/session.ts";
import { compareRouteIds } from "../../lib/fresh/route_path.ts";
import { type Ask, testApp } from "../http/app.ts";
import { sources } from "../support/module_graph.ts";
import type { UserOptions } from "../support/people.ts";
import type { TestServices } from "../support/services.ts";

const SAME_ORIGIN = { "sec-fetch-site": "same-origin" };

/** All routes but the API's, in the order of the build. The test app adds the other two. */
const FILES = sources("routes")
  .filter((file) => !/^routes\/(api\/|_middleware|_error)/.test(file))
  .toSorted((a, b) => compareRouteIds(idOf(a), idOf(b)));
const ROUTES = Object.fromEntries(
  await Promise.all(FILES.map(async (file) => [
    idOf(file),
    await import(`../../${file}`),
  ])),
);

/** The addresses of the pages below the app bar, in English. */
export const HARBOR_PAGES = Object.keys(ROUTES)
  .filter((route) => /^\/\[lang\]\/harbor\/[^_[]+$/.test(route))
  .map((route) => route.replace("[lang]", "en"));

/** The pages, as a browser without JavaScript gets them. */
export function pages(services: TestServices): Ask {
  return testApp(services, ROUTES);
}

function idOf(file: string): string {
  return file.replace(/^routes|\.tsx?$/g, "");
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
