import { DEMO_PASSWORD, demoAllowedFrom } from "../auth/demo_password.ts";
import type { Services } from "../services.ts";
import { demoAccounts } from "./demo.ts";

/** What an operator who has just started the server needs to know to get in. */
export async function signInHint(
  services: Pick<Services, "db" | "settings">,
): Promise<string> {
  const [first, second] = await demoAccounts(services);
  if (first && second) {
    const from = demoAllowedFrom(services.settings);
    if (from === "nowhere") {
      return "The demo's password is accepted nowhere; HARBOR_DEMO=true accepts it from anywhere";
    }
    return `Sign in as ${first.email} and, in another browser, as ${second.email}; the password is ${DEMO_PASSWORD}, accepted from ${from}`;
  }
  const anybody = await services.db.query.selectFrom("Users").select("Id")
    .limit(1).executeTakeFirst();
  return anybody
    ? "Sign in with your account"
    : "There are no accounts yet: deno task admin:create EMAIL makes the first";
}
