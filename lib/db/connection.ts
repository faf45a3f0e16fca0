import type { CompiledQuery, DatabaseConnection, QueryResult } from "kysely";
import { CommitUnknownError, isPassing, isRefusal } from "./errors.ts";
import { isPoint } from "./prepared.ts";
import type {
  RunOptions,
  SqlClient,
  SqlResult,
  SqlStatement,
  SqlTransaction,
} from "./sql_client.ts";

/** Runs one statement outside any transaction. */
export type ExecuteAlone = (statement: SqlStatement) => Promise<SqlResult>;

/** Of one request: its answer has to come in time, and its text has to fit. */
const MAX_STATEMENTS = 200;
const MAX_TEXT = 1_000_000;

/** Statements alone, or from `begin` to `end` those of one transaction. */
export class LibsqlConnection implements DatabaseConnection {
  /** How many statements of the transaction have gone well that may have changed something. */
  changes = 0;
  /** Of the transaction's statements. */
  options: RunOptions = {};
  private transaction: SqlTransaction | undefined;
  /** Savepoints go out with the next statement: each request takes its time. */
  private savepoints: SqlStatement[] = [];
  /** What ended the transaction before its time: a server would run what comes next without it. */
  private broken: unknown;

  constructor(
    private readonly client: SqlClient,
    private readonly executeAlone: ExecuteAlone,
  ) {}

  async begin(mode: "read" | "write") {
    this.transaction = await this.client.transaction(mode);
  }

  async end(how: "commit" | "rollback") {
    const transaction = this.transaction;
    // Kysely rolls back what could not even begin.
    if (!transaction) return;
    this.transaction = undefined;
    try {
      if (how === "commit") await this.commit(transaction);
      // What cannot be rolled back is gone already; why is known to who asks for it.
      else await transaction.rollback().catch(() => {});
    } finally {
      transaction.close();
    }
  }

  private async commit(transaction: SqlTransaction) {
    if (this.broken) throw this.broken;
    try {
      await transaction.commit();
    } catch (error) {
      if (isRefusal(error)) throw error;
      throw new CommitUnknownError(
        "The database was lost while it committed",
        { cause: error },
      );
    }
  }

  async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    const statement = statementOf(query);
    if (!this.transaction) return resultOf(await this.executeAlone(statement));
    if (query.sql.startsWith("SAVEPOINT ")) {
      this.savepoints.push({ ...statement, isPoint: true });
      return { rows: [] };
    }
    const [result] = await this.executeInTransaction([statement]);
    return resultOf(result);
  }

  /**
   * Several statements of the transaction, in as few requests as their size allows; all that
   * follows one that fails is left out.
   */
  async executeTogether(
    queries: CompiledQuery[],
  ): Promise<QueryResult<unknown>[]> {
    const results: QueryResult<unknown>[] = [];
    for (const request of requestsOf(queries.map(statementOf))) {
      const answers = await this.executeInTransaction(request);
      results.push(...answers.map(resultOf));
    }
    return results;
  }

  private async executeInTransaction(
    statements: SqlStatement[],
  ): Promise<SqlResult[]> {
    if (this.broken) throw this.broken;
    const savepoints = this.savepoints.splice(0);
    try {
      const results = await this.transaction!.batch(
        [...savepoints, ...statements],
        this.options,
      );
      this.changes += statements.filter(({ sql }) => !READS.test(sql)).length;
      return results.slice(savepoints.length);
    } catch (error) {
      if (isPassing(error)) this.broken = error;
      throw error;
    }
  }

  // deno-lint-ignore require-yield
  async *streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> {
    throw new Error(
      "Cannot stream a query: libSQL answers with all rows; page by key instead",
    );
  }
}

/** Nothing else is sure to change nothing; what fails has changed nothing either. */
const READS = /^\s*select\b/i;

function* requestsOf(statements: SqlStatement[]): Generator<SqlStatement[]> {
  let request: SqlStatement[] = [];
  let text = 0;
  for (const statement of statements) {
    request.push(statement);
    for (const value of statement.args) {
      if (typeof value === "string") text += value.length;
    }
    if (request.length < MAX_STATEMENTS && text < MAX_TEXT) continue;
    yield request;
    request = [];
    text = 0;
  }
  if (request.length > 0) yield request;
}

function statementOf(query: CompiledQuery): SqlStatement {
  return { sql: query.sql, args: query.parameters, isPoint: isPoint(query) };
}

function resultOf<Row>(result: SqlResult): QueryResult<Row> {
  return {
    rows: result.rows as Row[],
    insertId: result.lastInsertRowid,
    numAffectedRows: BigInt(result.rowsAffected),
  };
}
