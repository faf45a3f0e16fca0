import type { Kysely } from "kysely";
import type { Schema } from "./schema.ts";

/** A query builder: the database itself or a transaction on it. */
export type Queries = Kysely<Schema>;
