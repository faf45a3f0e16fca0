import type { Generated } from "kysely";

declare module "../db/schema.ts" {
  interface Schema extends EchoTables {}
}

/** The tables of this area, as its migrations leave them. */
export interface EchoTables {
  Echoes: EchoRow;
}

export interface EchoRow {
  Id: Generated<number>;
  TenantId: string;
  UserId: number;
  Text: string;
  CreatedAt: string;
}
