import type { Log } from "../../log.ts";
import type { EventStream } from "./event_stream.ts";

/** Of these sessions, those that have ended. */
export type EndedSessions = (
  sessionIds: readonly string[],
) => Promise<ReadonlySet<string>>;

/** A session that ended without an event must not stream on for a minute. */
const EVERY_MS = 45_000;

/** Ends streams whose session has ended without an event, as when somebody deletes it by hand. */
export class SessionChecks {
  private ticker: ReturnType<typeof setInterval> | undefined;
  private isUnderWay = false;

  constructor(
    private readonly streams: ReadonlySet<EventStream>,
    private readonly endedOf: EndedSessions,
    private readonly log: Log,
    private readonly everyMs = EVERY_MS,
  ) {}

  start(): void {
    this.ticker ??= setInterval(() => void this.check(), this.everyMs);
  }

  stop(): void {
    clearInterval(this.ticker);
    this.ticker = undefined;
  }

  /** Whoever cannot be asked about goes on: a database that is away must not sign everybody out. */
  private async check(): Promise<void> {
    if (this.isUnderWay) return;
    this.isUnderWay = true;
    const streams = [...this.streams];
    const ids = new Set(streams.map(({ subscriber }) => subscriber.sessionId));
    try {
      const ended = await this.endedOf([...ids]);
      for (const stream of streams) {
        if (ended.has(stream.subscriber.sessionId)) stream.end("session");
      }
    } catch (error) {
      this.log.warn("streams.sessions_unchecked", { error: String(error) });
    } finally {
      this.isUnderWay = false;
    }
  }
}
