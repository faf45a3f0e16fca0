import type { DerivedSignal } from "../realtime/derived_signal.ts";

/** How many echoes of others each user can hear. */
export const heardCounts: DerivedSignal<"echo:count"> = {
  type: "echo:count",
  after: ["echo:new"],
  async compute(tx, tenantId, userIds) {
    const rows = await tx.selectFrom("Echoes")
      .select(({ fn }) => ["UserId", fn.countAll<number>().as("shouted")])
      .where("TenantId", "=", tenantId).groupBy("UserId").execute();
    const all = rows.reduce((sum, { shouted }) => sum + shouted, 0);
    return new Map(userIds.map((userId) => {
      const own = rows.find(({ UserId }) => UserId === userId)?.shouted ?? 0;
      return [userId, { heard: all - own }];
    }));
  },
};
