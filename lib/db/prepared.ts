import {
  type CompiledQuery,
  DummyDriver,
  Kysely,
  type QueryExecutorProvider,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from "kysely";
import type { Schema } from "./schema.ts";

/** What `prepared` has made. */
interface PointQuery<Row> extends CompiledQuery<Row> {
  readonly isPoint: true;
}

/** Whether the query is a point statement: see `prepared`. */
export function isPoint(query: CompiledQuery): boolean {
  return "isPoint" in query;
}

/** A query of Kysely's, or what its `sql` makes. */
interface Built<Row> {
  compile(builder: QueryExecutorProvider): CompiledQuery<Row>;
}

/** Stands in a query for a value that each use of it gives. */
class Slot {
  // deno-lint-ignore no-explicit-any -- whatever the query was built for
  constructor(readonly valueIn: (values: any) => unknown) {}
}

/** Builds queries and runs none. */
const builder = new Kysely<Schema>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
});

/** Lists of so many lengths are kept; a longer tail of them is built each time. */
const MAX_SHAPES = 16;

/**
 * A query for the hottest paths, built once: to build one (15–25 µs) costs more than SQLite takes
 * to run it. `values` stands for what each use gives; a list is one query for each length.
 *
 * It is a point statement: it touches a few rows by their keys, however large the tables are. In a
 * database file it runs on the event loop, where nothing can cut it off.
 *
 *     const userOf = prepared((db, values: { id: number }) =>
 *       db.selectFrom("Users").selectAll().where("Id", "=", values.id));
 *     const { rows } = await tx.executeQuery(userOf({ id: 7 }));
 */
export function prepared<Values extends object, Row>(
  build: (db: Kysely<Schema>, values: Values) => Built<Row>,
): (values: Values) => CompiledQuery<Row> {
  const queries = new Map<string, CompiledQuery<Row>>();
  return (values) => {
    const shape = shapeOf(values);
    let query = queries.get(shape);
    if (!query) {
      query = build(builder, slotsFor(values)).compile(builder);
      if (queries.size < MAX_SHAPES) queries.set(shape, query);
    }
    const parameters = query.parameters.map((parameter) =>
      parameter instanceof Slot ? parameter.valueIn(values) : parameter
    );
    const made: PointQuery<Row> = { ...query, parameters, isPoint: true };
    return made;
  };
}

/** The lengths of the lists among the values. */
function shapeOf(values: object): string {
  let shape = "";
  for (const value of Object.values(values)) {
    if (Array.isArray(value)) shape += `${value.length},`;
  }
  return shape;
}

function slotsFor<Values extends object>(values: Values): Values {
  const slots = Object.entries(values).map(([name, value]) => [
    name,
    Array.isArray(value)
      ? value.map((_, index) => new Slot((values) => values[name][index]))
      : new Slot((values) => values[name]),
  ]);
  return Object.fromEntries(slots);
}
