import type { Role } from "../db/schema.ts";
import type { RunOptions } from "../db/sql_client.ts";

/** Who is asking: a user of one tenant, in one session. A parameter of every domain function. */
export interface Actor {
  userId: number;
  email: string;
  name: string;
  role: Role;
  /** `system` for a global admin. */
  tenantId: string;
  sessionId: string;
  /** When the session (not the token) ends, ISO 8601. */
  sessionExpiresAt: string;
}

/**
 * How the database runs what the actor asks for: its users take turns, and `signal`, that of the
 * request, ends a statement whose answer nobody waits for any more.
 */
export function askedBy({ userId }: Actor, signal?: AbortSignal): RunOptions {
  return { caller: String(userId), signal };
}

/** The tenant of the global admins. */
export const SYSTEM_TENANT = "system";
