import type { Actor } from "../auth/actor.ts";
import type { Queries } from "../db/database.ts";
import { Problem } from "../http/problem.ts";
import type { Limits } from "../limits/contract.ts";
import { PROBLEM_TYPES } from "../shared/problem_types.ts";

/** Who uploads is somebody; this is everybody in the tenant together. */
const WHOLE_TENANT = "";

export type QuotaLimits = Pick<Limits, "userQuotaBytes" | "tenantQuotaBytes">;

/** What is used of a quota, and the quota, in bytes. */
export interface Used {
  usedBytes: number;
  quotaBytes: number;
}

/** What holds an uploader. */
export interface Quotas {
  own: Used;
  tenant: Used;
}

/** What the files of the actor and of their tenant use, deleted ones too while messages have them. */
export async function readQuotas(
  queries: Queries,
  { tenantId, email }: Pick<Actor, "tenantId" | "email">,
  { userQuotaBytes, tenantQuotaBytes }: QuotaLimits,
): Promise<Quotas> {
  const rows = await queries.selectFrom("Quotas")
    .select(["Email", "UsedBytes"])
    .where("TenantId", "=", tenantId)
    .where("Email", "in", [email, WHOLE_TENANT]).execute();
  const used = (isTenants: boolean) =>
    rows.find(({ Email }) => (Email === WHOLE_TENANT) === isTenants)
      ?.UsedBytes ?? 0;
  return {
    own: { usedBytes: used(false), quotaBytes: userQuotaBytes },
    tenant: { usedBytes: used(true), quotaBytes: tenantQuotaBytes },
  };
}

/** How much more the uploader may bring; never below zero. */
export function freeBytes({ own, tenant }: Quotas): number {
  return Math.max(0, Math.min(freeOf(own), freeOf(tenant)));
}

/** A file's bytes, as long as the `taken` before it and they are within the quotas. */
export async function* withinQuotas(
  quotas: Quotas,
  taken: number,
  body: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  let left = freeBytes(quotas) - taken;
  for await (const chunk of body) {
    left -= chunk.byteLength;
    if (left < 0) throw overQuota(quotas);
    yield chunk;
  }
}

/** @throws {Problem} 413 where more is used than may be. */
export function requireWithinQuotas(quotas: Quotas): void {
  if (freeOf(quotas.own) < 0 || freeOf(quotas.tenant) < 0) {
    throw overQuota(quotas);
  }
}

function freeOf({ usedBytes, quotaBytes }: Used): number {
  return quotaBytes - usedBytes;
}

function overQuota({ own, tenant }: Quotas): Problem {
  const [whose, { usedBytes, quotaBytes }] = freeOf(own) <= freeOf(tenant)
    ? ["Your", own]
    : ["Your tenant's", tenant];
  return new Problem(
    413,
    `${whose} files would take more than ${quotaBytes} bytes; they take ${usedBytes}`,
    { type: PROBLEM_TYPES.overQuota },
  );
}
