import type { Selectable } from "kysely";
import { SYSTEM_TENANT } from "../auth/actor.ts";
import type { Queries } from "../db/database.ts";
import { prepared } from "../db/prepared.ts";
import { isUniqueViolation } from "../db/errors.ts";
import type { UserRow } from "../db/schema.ts";
import { parse } from "../http/body.ts";
import { Problem } from "../http/problem.ts";
import type { RecordEvent } from "../realtime/event.ts";
import { TENANT, userTopic } from "../realtime/topic.ts";
import { personText } from "../shared/person_text.ts";
import { NewUser } from "./contract.ts";
import { findTenant } from "./tenants.ts";

export type Person = Pick<Selectable<UserRow>, "Id" | "Email" | "Name">;

/** SQLite takes 32,766 parameters a statement. */
const NAMES_PER_QUERY = 10_000;

/**
 * Makes a user, who belongs to the tenant from the event on that it records.
 *
 * @returns The user's id.
 * @throws {Problem} 404 for a tenant that does not exist, 409 for an address that is taken in any
 * tenant, 422 for what `NewUser` does not allow.
 */
export async function createUser(
  tx: Queries,
  record: RecordEvent,
  input: NewUser,
  now: Date,
): Promise<number> {
  const user = parse(NewUser, input);
  if ((user.role === "global_admin") !== (user.tenantId === SYSTEM_TENANT)) {
    throw new Problem(
      422,
      `Cannot create user "${user.email}": global admins, and only they, are in tenant "${SYSTEM_TENANT}"`,
    );
  }
  if (await findTenant(tx, user.tenantId) === undefined) {
    throw new Problem(
      404,
      `Cannot create user "${user.email}": there is no tenant "${user.tenantId}"`,
    );
  }
  try {
    const { insertId } = await tx.insertInto("Users").values({
      TenantId: user.tenantId,
      Email: user.email,
      Name: user.name,
      SearchText: personText(user),
      Role: user.role,
      PasswordHash: user.passwordHash,
      CreatedAt: now.toISOString(),
    }).executeTakeFirstOrThrow();
    const userId = Number(insertId);
    record({
      tenantId: user.tenantId,
      type: "user:joined",
      topics: [userTopic(userId)],
      about: { userId },
      payload: {},
      joins: [{ userId, topic: TENANT }],
    });
    return userId;
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw new Problem(
      409,
      `Cannot create user: "${user.email}" exists already`,
    );
  }
}

/**
 * The tenant's active people with one of these addresses or ids, by id. These are two queries, each
 * by its own index, because an OR of the two would walk through everybody in the tenant.
 */
export async function findPeople(
  tx: Queries,
  tenantId: string,
  names: readonly (string | number)[],
): Promise<Person[]> {
  const emails = names.filter((name) => typeof name === "string");
  const ids = names.filter((name) => typeof name === "number");
  const found = new Map<number, Person>();
  const queries = [
    ...chunks(emails).map((emails) => peopleByEmail({ tenantId, emails })),
    ...chunks(ids).map((ids) => peopleById({ tenantId, ids })),
  ];
  for (const query of queries) {
    const { rows } = await tx.executeQuery(query);
    for (const row of rows) found.set(row.Id, row);
  }
  return [...found.values()].sort((a, b) => a.Id - b.Id);
}

const peopleByEmail = prepared((
  db,
  values: { tenantId: string; emails: string[] },
) => activePeople(db, values.tenantId).where("Email", "in", values.emails));

const peopleById = prepared((
  db,
  values: { tenantId: string; ids: number[] },
) => activePeople(db, values.tenantId).where("Id", "in", values.ids));

function chunks<Name>(names: Name[]): Name[][] {
  const starts = Math.ceil(names.length / NAMES_PER_QUERY);
  return Array.from({ length: starts }, (_, chunk) => {
    const start = chunk * NAMES_PER_QUERY;
    return names.slice(start, start + NAMES_PER_QUERY);
  });
}

/** All active people of the tenant, by id. */
export async function allPeople(
  tx: Queries,
  tenantId: string,
): Promise<Person[]> {
  return await activePeople(tx, tenantId).orderBy("Id").execute();
}

function activePeople(tx: Queries, tenantId: string) {
  return tx.selectFrom("Users").select(["Id", "Email", "Name"])
    .where("TenantId", "=", tenantId).where("IsActive", "=", 1);
}
