import { z } from "zod";
import { StoredText } from "../http/text.ts";

/** A short slug, because it is part of URLs. */
const TenantId = z.string().regex(
  /^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$/,
  "must be 1 to 40 of a-z, 0-9 and -, and neither begin nor end with -",
);

/** Kept in lower case, because addresses that differ only in case are the same. */
const UserEmail = z.string().trim().toLowerCase().max(320).pipe(
  z.email("must be an e-mail address"),
);

const Name = StoredText.trim().min(1).max(100);

export const NewTenant = z.object({ id: TenantId, name: Name });

export const NewUser = z.object({
  tenantId: TenantId,
  email: UserEmail,
  name: Name,
  role: z.enum(["subscriber", "agent", "tenant_admin", "global_admin"]),
  /** `null` for a user who cannot log in. */
  passwordHash: z.string().nullable(),
});

/** `GET /api/people`. */
export const PeopleQuery = z.object({
  q: StoredText.max(100).default("").meta({
    description: "Part of a name or an address",
  }),
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.coerce.number().int().positive().optional(),
});

export const TenantPerson = z.object({
  id: z.number().int(),
  email: z.string(),
  name: z.string(),
}).meta({ id: "TenantPerson" });

export const PeoplePage = z.object({
  items: z.array(TenantPerson),
  nextCursor: z.string().nullable(),
}).meta({ id: "PeoplePage" });

export type NewTenant = z.output<typeof NewTenant>;
export type NewUser = z.output<typeof NewUser>;
export type PeopleQuery = z.output<typeof PeopleQuery>;
export type TenantPerson = z.output<typeof TenantPerson>;
export type PeoplePage = z.output<typeof PeoplePage>;
