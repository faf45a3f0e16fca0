import type { Area } from "../area.ts";

export const limits: Area = {
  name: "limits",
  operations: async () => (await import("./operations.ts")).limitOperations,
};
