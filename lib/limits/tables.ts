declare module "../db/schema.ts" {
  interface Schema extends LimitTables {}
}

/** The tables of this area, as its migrations leave them. */
export interface LimitTables {
  Limits: LimitRow;
}

/** A limit that was set. */
export interface LimitRow {
  /** `null`: for all tenants that have none of their own. */
  TenantId: string | null;
  Name: string;
  /** JSON. */
  Value: string;
  UpdatedAt: string;
  /** An e-mail address. */
  UpdatedBy: string;
}
