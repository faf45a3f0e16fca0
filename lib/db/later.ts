import type { CompiledQuery, QueryResult } from "kysely";
import type { Queries } from "./queries.ts";
import { executeTogether } from "./in_transaction.ts";

/**
 * Puts a statement off to the end of the transaction: what nobody in it needs the answer, or sees
 * the effect, of. Those of all works that share it are run together, to a server in one request;
 * `onDone` is called before the commit.
 */
export type Later = (
  statement: CompiledQuery,
  onDone?: (result: QueryResult<unknown>) => void,
) => void;

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
    const all = this.all();
    if (all.length === 0) return;
    const statements = all.map(({ statement }) => statement);
    const results = await executeTogether(tx, statements);
    all.forEach(({ onDone }, index) => onDone?.(results[index]));
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
