import type { EchoTables } from "../../lib/echo/tables.ts";
import type { Columns } from "../support/columns.ts";

export const columns: Columns<EchoTables> = {
  Echoes: {
    Id: "INTEGER",
    TenantId: "TEXT",
    UserId: "INTEGER",
    Text: "TEXT",
    CreatedAt: "TEXT",
  },
};
