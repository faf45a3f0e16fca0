import type { Area } from "../area.ts";

export const limits: Area = {
  name: "limits",
  operations: async (areas) =>
    (await import("./operations.ts")).limitOperations(areas),
};
