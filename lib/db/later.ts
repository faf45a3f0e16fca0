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

interface Postponed {
  statement: CompiledQuery;
  onDone?: (result: QueryResult<unknown>) => void;
}

/** The statements that were put off, those of the same text in a row, in the order they came. */
export class PostponedStatements {
  private readonly byText = new Map<string, Postponed[]>();

  readonly add: Later = (statement, onDone) => {
    const alike = this.byText.get(statement.sql);
    if (alike) alike.push({ statement, onDone });
    else this.byText.set(statement.sql, [{ statement, onDone }]);
  };

  async run(tx: Queries): Promise<void> {
    const all = [...this.byText.values()].flat();
    if (all.length === 0) return;
    const results = await executeTogether(
      tx,
      all.map(({ statement }) => statement),
    );
    all.forEach(({ onDone }, index) => onDone?.(results[index]));
  }
}
