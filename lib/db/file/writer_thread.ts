import type { SqlStatement } from "../sql_client.ts";
import { FileConnection } from "./file_connection.ts";
import { type PackedResults, packResult, unpackStatements } from "./packed.ts";
import {
  type Answer,
  asFailure,
  type Question,
  type Setup,
} from "./writer_messages.ts";

/** The thread that writes. It may wait: for the disk, for a lock, for what takes long. */
class WriterThread {
  private setup: Setup | undefined;
  private connection: FileConnection | undefined;
  private answered = Promise.resolve();

  static serve(): void {
    const thread = new WriterThread();
    addEventListener("message", ({ data }) => thread.hear(data));
    for (const failure of ["error", "unhandledrejection"]) {
      addEventListener(failure, () => thread.disconnect());
    }
  }

  private hear(message: Setup | Question): void {
    if ("path" in message) {
      this.setup = message;
      return;
    }
    // One after the other: a question may come while a statement is under way elsewhere.
    this.answered = this.answered.then(async () =>
      self.postMessage(await this.answer(message))
    );
  }

  private async answer({ id, ...question }: Question): Promise<Answer> {
    try {
      if ("leave" in question) {
        if (question.leave === "file") this.disconnect();
        else this.connection?.rollBack();
        return { id, results: [] };
      }
      const results: PackedResults = [];
      for (const statement of unpackStatements(question.statements)) {
        const result = this.run(statement, question.deadlineMs);
        packResult(results, result instanceof Promise ? await result : result);
      }
      return { id, results };
    } catch (error) {
      return { id, failure: asFailure(error) };
    }
  }

  /** A lock that a thread leaves behind is held as long as the process lives. */
  private disconnect(): void {
    this.connection?.rollBack();
    this.connection?.close();
    this.connection = undefined;
  }

  private run(statement: SqlStatement, deadlineMs: number | undefined) {
    const { path, lockWaitMs } = this.setup!;
    this.connection ??= new FileConnection(path, lockWaitMs);
    return statement.isPoint
      ? this.connection.runHere(statement)
      : this.connection.runAside(statement, { deadlineMs });
  }
}

if ("postMessage" in globalThis) WriterThread.serve();
