import { DatabaseAwayError, DeadlineError } from "../errors.ts";
import type { SqlResult, SqlStatement } from "../sql_client.ts";
import { packStatements, unpackResults } from "./packed.ts";
import type { Answer, Failure, Question, Setup } from "./writer_messages.ts";

/** This side of the thread that writes. */
export class Thread {
  /** It takes no more questions: it has failed, or was closed. */
  hasEnded = false;
  private readonly worker: Worker;
  private readonly asked = new Map<number, PromiseWithResolvers<SqlResult[]>>();
  private questions = 0;

  constructor(module: string, setup: Setup) {
    this.worker = new Worker(module, { type: "module", name: "writer" });
    this.worker.onmessage = ({ data }: MessageEvent<Answer>) => this.hear(data);
    this.worker.onerror = (event) => {
      event.preventDefault();
      this.fail(event.message);
    };
    this.worker.postMessage(setup);
  }

  /**
   * Runs statements in their order, up to one that fails.
   *
   * @throws {DatabaseAwayError} when the thread failed before it had answered.
   */
  run(statements: SqlStatement[], deadlineMs?: number): Promise<SqlResult[]> {
    return this.ask((id) => ({
      id,
      statements: packStatements(statements),
      deadlineMs,
    }));
  }

  /** Lets go of the transaction, if one is open, or of the file. */
  async leave(leave: "transaction" | "file"): Promise<void> {
    await this.ask((id) => ({ id, leave }));
  }

  end(): void {
    this.hasEnded = true;
    this.worker.terminate();
  }

  private ask(questionOf: (id: number) => Question): Promise<SqlResult[]> {
    if (this.hasEnded) return Promise.reject(failed("before"));
    const id = this.questions++;
    const answer = Promise.withResolvers<SqlResult[]>();
    this.worker.postMessage(questionOf(id));
    this.asked.set(id, answer);
    return answer.promise;
  }

  private hear(answer: Answer): void {
    const asked = this.asked.get(answer.id);
    this.asked.delete(answer.id);
    if ("results" in answer) asked?.resolve(unpackResults(answer.results));
    else asked?.reject(asError(answer.failure));
  }

  private fail(why: string): void {
    this.end();
    for (const { reject } of this.asked.values()) reject(failed(why));
    this.asked.clear();
  }
}

function failed(why: string): DatabaseAwayError {
  return new DatabaseAwayError(`The thread that writes has failed: ${why}`);
}

function asError({ name, message, code }: Failure): Error {
  if (name === "DeadlineError") return new DeadlineError(message);
  return Object.assign(new Error(message), { name, code });
}
