import type { Area } from "./area.ts";
import { authOperations } from "./auth/operations.ts";
import type { Operations } from "./http/openapi.ts";
import { realtimeOperations } from "./realtime/operations.ts";
import { tenancyOperations } from "./tenancy/operations.ts";
import { watchOperations } from "./watch/operations.ts";

/** What can be asked of the rooms that all areas share, and of each area. */
export async function operationsOf(
  areas: readonly Area[],
): Promise<Operations[]> {
  const own = await Promise.all(
    areas.flatMap(({ operations }) => operations?.(areas) ?? []),
  );
  return [
    authOperations,
    tenancyOperations,
    ...own,
    realtimeOperations,
    watchOperations,
  ];
}
