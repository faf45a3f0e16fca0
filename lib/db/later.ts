import type { CompiledQuery, QueryResult } from "kysely";
import type { Queries } from "./database.ts";
import { executeTogether } from "./dialect.ts";

/**
 * Puts a statement off to the end of the transaction: what nobody in it needs the answer, or sees
 * the effect, of. Those of all works that share it are run together, to a server in one request;
 * `onDone` is called before the commit.
 */
export type Later = (
  statement: CompiledQuery,
  onDone?: (result: QueryResult<unknown>) => void,
) => void;

/** Of one request: its answer has to come in time, and its text has to fit. */
const MAX_STATEMENTS = 200;
const MAX_TEXT = 1_000_000;

interface Postponed {
  statement: CompiledQuery;
  onDone?: (result: QueryResult<unknown>) => void;
}

/** The statements that were put off, those of the same text in a row, in the order they came. */
export class PostponedStatements {
  private readonly byText = new Map<string, Postponed[]>();

  readonly add: Later = (statement, onDone) => this.push({ statement, onDone });

  addAll(others: PostponedStatements): void {
    for (const each of others.all()) this.push(each);
  }

  async run(tx: Queries): Promise<void> {
    for (const slice of slicesOf(this.all())) {
      const statements = slice.map(({ statement }) => statement);
      const results = await executeTogether(tx, statements);
      slice.forEach(({ onDone }, index) => onDone?.(results[index]));
    }
  }

  private push(postponed: Postponed): void {
    const { sql } = postponed.statement;
    const alike = this.byText.get(sql);
    if (alike) alike.push(postponed);
    else this.byText.set(sql, [postponed]);
  }

  private all(): Postponed[] {
    return [...this.byText.values()].flat();
  }
}

function* slicesOf(all: Postponed[]): Generator<Postponed[]> {
  let slice: Postponed[] = [];
  let text = 0;
  for (const each of all) {
    slice.push(each);
    for (const value of each.statement.parameters) {
      if (typeof value === "string") text += value.length;
    }
    if (slice.length < MAX_STATEMENTS && text < MAX_TEXT) continue;
    yield slice;
    slice = [];
    text = 0;
  }
  if (slice.length > 0) yield slice;
}
