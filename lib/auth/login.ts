import type { Client } from "../http/client.ts";
import { Problem } from "../http/problem.ts";
import type { Services } from "../services.ts";
import type { LoginInput, Session } from "./contract.ts";
import { DEMO_PASSWORD, isDemoAllowed } from "./demo_password.ts";
import { verifyPassword } from "./password.ts";
import type { Actor } from "./actor.ts";
import { endSession, startSession, type User } from "./session.ts";

/**
 * Starts a session for a user who knows the password. It ends the one of `former`, who was signed in
 * in the same browser, as its cookie is about to be replaced.
 *
 * @throws {Problem} 401, the same for an unknown address, a wrong password and a deactivated
 * user or tenant; 429 after too many wrong ones; 503 when too many log in; 403 for the demo's
 * password where strangers could use it.
 */
export async function login(
  services: Pick<
    Services,
    | "settings"
    | "db"
    | "spine"
    | "sessionKeys"
    | "rateLimits"
    | "turns"
    | "clock"
  >,
  { email, password }: LoginInput,
  client: Client,
  former: Actor | null = null,
): Promise<Session> {
  const wasNoGuess = services.rateLimits.login(email, client.address);
  const user = await findUser(services, email);
  // A burst of logins would take the memory and the cores that streams need.
  const isRight = await services.turns.password(() =>
    verifyPassword(password, user?.PasswordHash ?? null)
  );
  if (user === undefined || !isRight) {
    throw new Problem(
      401,
      "There is no account with this address and password",
    );
  }
  if (password === DEMO_PASSWORD && !isDemoAllowed(services.settings, client)) {
    throw new Problem(
      403,
      "The demo password works on the server's own machine only; to allow it from elsewhere, start the server with HARBOR_DEMO=true",
    );
  }
  wasNoGuess();
  const session = await startSession(services, user);
  if (former) await endSession(services, former);
  return session;
}

/** The user with this address, in any tenant. Letter case does not count. */
async function findUser(
  { db }: Pick<Services, "db">,
  email: string,
): Promise<User | undefined> {
  return await db.query.selectFrom("Users")
    .innerJoin("Tenants", "Tenants.Id", "Users.TenantId")
    .selectAll("Users")
    .where("Email", "=", email).where("Users.IsActive", "=", 1)
    .where("Tenants.IsActive", "=", 1).executeTakeFirst();
}
