import type { LimitTables } from "../../lib/limits/tables.ts";
import type { Columns } from "../support/columns.ts";

export const columns: Columns<LimitTables> = {
  Limits: {
    TenantId: "TEXT?",
    Name: "TEXT",
    Value: "TEXT",
    UpdatedAt: "TEXT",
    UpdatedBy: "TEXT",
  },
};
