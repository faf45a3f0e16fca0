import type { Actor } from "../auth/actor.ts";
import type { Queries } from "../db/database.ts";
import { type FieldError, Problem } from "../http/problem.ts";
import { emailKey } from "../shared/same_email.ts";
import { tenantIds } from "../tenancy/tenants.ts";
import { allPeople, findPeople, type Person } from "../tenancy/users.ts";
import type { SendInput } from "./contract.ts";

/** The recipients of one message: people of one tenant, at least one, each once. */
export interface Address {
  tenantId: string;
  people: Person[];
}

type Names = (string | number)[];

/**
 * Finds everybody a message is sent to, in the order the sender gave: in the sender's own tenant,
 * or for a broadcast in each of the tenants named.
 *
 * @throws {Problem} 422 naming each recipient who is not an active person there, and each tenant
 * that does not exist or where nobody is reached.
 */
export async function addressesOf(
  tx: Queries,
  actor: Actor,
  { recipients = "tenant", tenants }: SendInput,
): Promise<Address[]> {
  const names = recipients === "tenant" ? recipients : normalise(recipients);
  const where = tenants === undefined
    ? [actor.tenantId]
    : await tenantsNamed(tx, tenants);

  const addresses: Address[] = [];
  for (const tenantId of where) {
    const people = names === "tenant"
      ? await everybodyElse(tx, actor, tenantId)
      : await peopleNamed(tx, tenantId, names);
    addresses.push({ tenantId, people });
  }
  if (names !== "tenant") refuseUnknown(names, addresses);
  // An empty tenant among "all" must not stop the rest.
  const reached = addresses.filter(({ people }) => people.length > 0);
  if (tenants !== "all" || reached.length === 0) refuseEmpty(addresses);
  return reached;
}

function normalise(recipients: Names): Names {
  return recipients.map((name) =>
    typeof name === "string" ? emailKey(name) : name
  );
}

async function tenantsNamed(
  tx: Queries,
  tenants: "all" | string[],
): Promise<string[]> {
  if (tenants === "all") return await tenantIds(tx);
  const rows = await tx.selectFrom("Tenants").select(["Id", "IsActive"])
    .where("Id", "in", tenants).execute();
  const known = new Map(rows.map((row) => [row.Id, row.IsActive === 1]));
  refuse(
    tenants.flatMap((id, index) =>
      known.get(id) ? [] : [{
        path: `tenants.${index}`,
        message: `tenant "${id}" ${
          known.has(id) ? "is deactivated" : "does not exist"
        }`,
      }]
    ),
  );
  return [...new Set(tenants)];
}

async function everybodyElse(
  tx: Queries,
  actor: Actor,
  tenantId: string,
): Promise<Person[]> {
  const people = await allPeople(tx, tenantId);
  return people.filter(({ Id }) => Id !== actor.userId);
}

async function peopleNamed(
  tx: Queries,
  tenantId: string,
  names: Names,
): Promise<Person[]> {
  const byName = new Map<string | number, Person>();
  for (const person of await findPeople(tx, tenantId, names)) {
    byName.set(person.Id, person).set(emailKey(person.Email), person);
  }
  const people = names.flatMap((name) => byName.get(name) ?? []);
  return [...new Set(people)];
}

function refuseUnknown(names: Names, addresses: Address[]): void {
  const known = new Set<string | number>();
  for (const { Id, Email } of addresses.flatMap(({ people }) => people)) {
    known.add(Id).add(emailKey(Email));
  }
  const place = addresses.length === 1
    ? `tenant ${JSON.stringify(addresses[0].tenantId)}`
    : "any of the tenants";
  refuse(
    names.flatMap((name, index) =>
      known.has(name) ? [] : [{
        path: `recipients.${index}`,
        message: `recipient ${JSON.stringify(name)} is not in ${place}`,
      }]
    ),
  );
}

function refuseEmpty(addresses: Address[]): void {
  if (addresses.length === 0) {
    refuse([{ path: "tenants", message: "there are no tenants" }]);
  }
  refuse(
    addresses.filter(({ people }) => people.length === 0).map((
      { tenantId },
    ) => ({
      path: "recipients",
      message: `nobody is reached in tenant "${tenantId}"`,
    })),
  );
}

function refuse(errors: FieldError[]): void {
  if (errors.length === 0) return;
  throw new Problem(422, `Cannot send message: ${errors[0].message}`, {
    errors,
  });
}
