/** Looks through files for malware, before anybody may download them. */
export interface Scanner {
  /** It takes no file that is larger. */
  readonly maxBytes: number;
  /**
   * Reads `bytes` to their end, or until it knows.
   *
   * @throws {ScannerAwayError} when no verdict was to be had; later there may be.
   */
  scan(
    bytes: AsyncIterable<Uint8Array>,
    signal: AbortSignal,
  ): Promise<Verdict>;
}

export type Verdict =
  | { status: "clean" }
  | { status: "infected"; threat: string }
  /** It was not looked through to its end. */
  | { status: "too-large" };

export class ScannerAwayError extends Error {
  override name = "ScannerAwayError";
}
