import type { Selectable } from "kysely";

/** What SQLite declares for a column of this type in TypeScript; `?` where it may be null. */
type Declared<Value> = null extends Value ? `${Affinity<NonNullable<Value>>}?`
  : Affinity<Value>;
type Affinity<Value> = Value extends number ? "INTEGER" : "TEXT";

/** The columns of some tables: the compiler holds them to the row types, a test to the migrations. */
export type Columns<Tables> = {
  [Table in keyof Tables]: {
    [Column in keyof Selectable<Tables[Table]>]: Declared<
      Selectable<Tables[Table]>[Column]
    >;
  };
};
