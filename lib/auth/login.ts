import { type Client, isLoopback } from "../http/client.ts";
import { Problem } from "../http/problem.ts";
import type { Services } from "../services.ts";
import { DEMO_PASSWORD } from "../tenancy/demo.ts";
import { findUser } from "../tenancy/users.ts";
import type { LoginInput, Session } from "./contract.ts";
import { verifyPassword } from "./password.ts";
import { startSession } from "./session.ts";

/**
 * Starts a session for the one who knows the password.
 *
 * @throws {Problem} 401, the same for an unknown address, a wrong password and a deactivated
 * user; 403 for the demo's password where strangers could use it.
 */
export async function login(
  services: Pick<Services, "settings" | "db" | "sessionKeys" | "clock">,
  { email, password }: LoginInput,
  client: Client,
): Promise<Session> {
  const user = await findUser(services.db.query, email);
  const mayLogIn = user !== undefined && user.IsActive === 1;
  const hash = mayLogIn ? user.PasswordHash : null;
  const isRight = await verifyPassword(password, hash);
  if (!mayLogIn || !isRight) {
    throw new Problem(
      401,
      "There is no account with this address and password",
    );
  }
  if (password === DEMO_PASSWORD && !isDemoAllowed(services, client)) {
    throw new Problem(
      403,
      "The demo password works on the server's own machine only; to allow it from elsewhere, start the server with HARBOR_DEMO=true",
    );
  }
  return await startSession(services, user);
}

/** Everybody knows the demo's password, so by default it is good for this machine alone. */
function isDemoAllowed(
  { settings }: Pick<Services, "settings">,
  client: Client,
): boolean {
  return settings.demo === true ||
    (isLoopback(settings.host) && client.isLocal);
}
