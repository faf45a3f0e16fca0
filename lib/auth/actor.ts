import type { Role } from "../db/schema.ts";

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

/** The tenant of the global admins. */
export const SYSTEM_TENANT = "system";
