import type { Services } from "../services.ts";
import { credentialsOf } from "./credentials.ts";
import { endSession, findActor } from "./session.ts";

/** Ends the request's session, if it has one, even when the token has expired. */
export async function logout(
  services: Pick<Services, "db" | "spine" | "sessionKeys" | "clock">,
  request: Request,
  url: URL,
): Promise<void> {
  const credentials = credentialsOf(request, url);
  const found = credentials && await findActor(services, credentials.token);
  if (found) await endSession(services, found.actor);
}
