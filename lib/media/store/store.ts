import { Problem } from "../../http/problem.ts";
import type { ByteRange } from "../../http/ranges.ts";

/** Where the bytes of files are: a folder or a bucket. Whoever has a key may have the object. */
export interface Store {
  /**
   * Writes all of `body` as the object `key`, in bounded memory. The object appears whole or not
   * at all: when `body` fails, `put` throws that error and leaves nothing.
   *
   * @throws {StoreAwayError} when the store cannot take it.
   */
  put(
    key: string,
    body: AsyncIterable<Uint8Array>,
    options?: { contentType?: string },
  ): Promise<void>;
  /**
   * The object's bytes, all or those of `range`, read as they are asked for; `null` where there is
   * none. The caller reads the body to its end or cancels it; where `signal` aborts, the body of a
   * service that stands still ends with its reason.
   *
   * @throws {StoreAwayError}
   */
  get(
    key: string,
    range?: ByteRange,
    signal?: AbortSignal,
  ): Promise<ReadableStream | null>;
  /** @throws {StoreAwayError} */
  head(key: string): Promise<StoredObject | null>;
  /**
   * Removes an object; one that is not there is removed already.
   *
   * @throws {StoreAwayError}
   */
  delete(key: string): Promise<void>;
  /**
   * The objects whose key begins with `prefix`, in the order of keys, looked for as they are taken:
   * one that comes or goes meanwhile may be among them or not.
   *
   * @throws {StoreAwayError}
   */
  list(prefix: string): AsyncIterable<StoredObject>;
  /**
   * Removes what writes that were begun before `time` and never ended have left (a process that was
   * killed cannot do it itself), and tells how many.
   *
   * @throws {StoreAwayError}
   */
  removeUnfinished(time: Date): Promise<number>;
}

export interface StoredObject {
  key: string;
  /** In bytes. */
  size: number;
  modifiedAt: Date;
}

/** The store cannot be reached, is full, or refuses: the same call may succeed later. */
export class StoreAwayError extends Problem {
  override name: string = "StoreAwayError";

  constructor(what: string, cause: unknown) {
    super(503, "The file store is away or full; nothing was changed", {
      headers: { "retry-after": "5" },
    });
    this.message = `${what}: ${
      cause instanceof Error ? cause.message : String(cause)
    }`;
    this.cause = cause;
  }
}

/** The store answers, but will not have us: a wrong key, no such bucket. */
export class StoreRefusedError extends StoreAwayError {
  override name = "StoreRefusedError";

  constructor(what: string, readonly reason: string) {
    super(what, reason);
  }
}
