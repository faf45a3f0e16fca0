import type { SqlResult, SqlStatement } from "../sql_client.ts";

/**
 * Statements in a row that have the same text, as a message carries them: with few objects, of
 * which each costs the thread that sends and the one that receives a microsecond.
 */
export interface PackedStatements {
  sql: string;
  isPoint: boolean;
  /** How many there are. */
  count: number;
  /** The arguments of one after those of the other. */
  args: unknown[];
}

export function packStatements(statements: SqlStatement[]): PackedStatements[] {
  const packed: PackedStatements[] = [];
  let last: PackedStatements | undefined;
  for (const { sql, args, isPoint = false } of statements) {
    if (last?.sql !== sql || last.isPoint !== isPoint) {
      packed.push(last = { sql, isPoint, count: 0, args: [] });
    }
    last.count++;
    for (const each of args) last.args.push(each);
  }
  return packed;
}

export function* unpackStatements(
  packed: PackedStatements[],
): Generator<SqlStatement> {
  for (const { sql, isPoint, count, args } of packed) {
    // A text has as many arguments each time.
    const each = args.length / count;
    for (let n = 0; n < count; n++) {
      yield { sql, isPoint, args: args.slice(n * each, (n + 1) * each) };
    }
  }
}

/** Of a query its rows; of a change how many rows it made, and the id of the last. */
export type PackedResults = (unknown[] | number)[];

export function packResult(
  packed: PackedResults,
  { rows, rowsAffected, lastInsertRowid }: SqlResult,
): void {
  if (lastInsertRowid === undefined) packed.push(rows);
  else packed.push(rowsAffected, Number(lastInsertRowid));
}

export function unpackResults(packed: PackedResults): SqlResult[] {
  const results: SqlResult[] = [];
  for (let n = 0; n < packed.length; n++) {
    const first = packed[n];
    results.push(
      typeof first === "number"
        ? {
          rows: [],
          rowsAffected: first,
          lastInsertRowid: BigInt(packed[++n] as number),
        }
        : { rows: first, rowsAffected: 0 },
    );
  }
  return results;
}
