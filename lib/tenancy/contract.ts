import { z } from "zod";
import { NewPassword, Password } from "../auth/contract.ts";
import { PagingQuery } from "../http/paging.ts";
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

export const Role = z.enum([
  "subscriber",
  "agent",
  "tenant_admin",
  "global_admin",
]);

export const NewTenant = z.object({ id: TenantId, name: Name });

export const NewUser = z.object({
  tenantId: TenantId,
  email: UserEmail,
  name: Name,
  role: Role,
  /** `null` for a user who cannot log in. */
  passwordHash: z.string().nullable(),
});

/** `GET /api/people`. */
export const PeopleQuery = z.object({
  q: StoredText.max(100).default("").meta({
    description:
      "Parts of a name or an address; case and accents do not count. A whole one comes first, then those that begin a word, and whom you wrote to lately; you yourself last",
  }),
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.coerce.number().int().positive().optional().meta({
    description: "`nextCursor` of the page before, with the same `q`",
  }),
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

/** `GET /api/admin/users`. */
export const UsersQuery = PagingQuery.extend({
  tenant: z.string().max(40).optional().meta({
    description: "One's own where it is not given",
  }),
});

export const ManagedUser = z.object({
  id: z.number().int(),
  email: z.string(),
  name: z.string(),
  role: Role,
  tenantId: z.string(),
  isActive: z.boolean().meta({ description: "Else they cannot sign in" }),
  createdAt: z.iso.datetime(),
}).meta({ id: "ManagedUser" });

export const ManagedUserPage = z.object({
  items: z.array(ManagedUser),
  nextCursor: z.string().nullable(),
  position: z.number().int(),
}).meta({ id: "ManagedUserPage" });

/** `PATCH /api/admin/users/[id]`. */
export const UserPatch = z.strictObject({
  role: Role,
  name: Name,
  isActive: z.boolean(),
}).partial().meta({ id: "UserPatch" });

export const ManagedTenant = z.object({
  id: z.string(),
  name: z.string(),
  isActive: z.boolean().meta({ description: "Else nobody of it can sign in" }),
  createdAt: z.iso.datetime(),
}).meta({ id: "ManagedTenant" });

/** `PATCH /api/admin/tenants/[tenantId]`. */
export const TenantPatch = z.strictObject({
  name: Name,
  isActive: z.boolean(),
}).partial().meta({ id: "TenantPatch" });

/** `POST /api/me/password`. */
export const PasswordChange = z.strictObject({
  current: Password,
  password: NewPassword,
}).meta({ id: "PasswordChange" });

export type UsersQuery = z.output<typeof UsersQuery>;
export type ManagedUser = z.output<typeof ManagedUser>;
export type ManagedUserPage = z.output<typeof ManagedUserPage>;
export type UserPatch = z.output<typeof UserPatch>;
export type ManagedTenant = z.output<typeof ManagedTenant>;
export type TenantPatch = z.output<typeof TenantPatch>;
export type PasswordChange = z.output<typeof PasswordChange>;
export type NewTenant = z.output<typeof NewTenant>;
export type NewUser = z.output<typeof NewUser>;
export type PeopleQuery = z.output<typeof PeopleQuery>;
export type TenantPerson = z.output<typeof TenantPerson>;
export type PeoplePage = z.output<typeof PeoplePage>;
