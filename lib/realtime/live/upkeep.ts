import type { EventStream } from "./event_stream.ts";
import { encodePing, encodeSignal } from "./wire.ts";

/** How long before its session's end a stream is warned. */
const EXPIRY_WARNING_MS = 30_000;

/** What streams need as time passes: heartbeats, the warning before their end, and the end. */
export class Upkeep {
  private ticker: ReturnType<typeof setInterval> | undefined;

  constructor(
    private readonly streams: ReadonlySet<EventStream>,
    private readonly heartbeatMs: number,
    /** The last id that the hub has dealt with. */
    private readonly cursor: () => number,
  ) {}

  start(): void {
    this.ticker ??= setInterval(
      () => this.tick(),
      Math.min(1_000, this.heartbeatMs / 4),
    );
  }

  stop(): void {
    clearInterval(this.ticker);
    this.ticker = undefined;
  }

  /** When a stream that goes live now gets its first heartbeat; spread, since many may come at once. */
  firstPingAt(): number {
    return performance.now() + this.heartbeatMs * (0.5 + Math.random() / 2);
  }

  private tick(): void {
    const now = performance.now();
    const time = Date.now();
    const cursor = this.cursor();
    let ping: Uint8Array | undefined;
    for (const stream of this.streams) {
      if (time >= stream.sessionExpiresAt) {
        stream.end("session");
      } else if (now >= stream.endsAt) {
        stream.end("lifetime");
      } else if (!stream.live) {
        continue;
      } else if (
        time >= stream.sessionExpiresAt - EXPIRY_WARNING_MS &&
        !stream.warnedOfExpiry
      ) {
        stream.warnedOfExpiry = true;
        const expiresAt = new Date(stream.sessionExpiresAt).toISOString();
        stream.send(encodeSignal("auth:expiring", { expiresAt }));
      } else if (now >= stream.nextPingAt) {
        stream.nextPingAt = now + this.heartbeatMs;
        // All that the hub has dealt with is queued before this, for this stream too.
        const isAhead = stream.position > cursor;
        stream.send(
          isAhead ? encodePing(stream.position) : ping ??= encodePing(cursor),
        );
      }
    }
  }
}
