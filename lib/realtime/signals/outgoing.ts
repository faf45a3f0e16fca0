import type { Database, Queries } from "../../db/database.ts";
import type { Log } from "../../log.ts";
import { databaseTime } from "./database_time.ts";
import { isReadElsewhere } from "./leases.ts";
import type { Signal } from "./signal.ts";

/** The shortest time between two writes. */
const EVERY_MS = 100;

/** How many signals may wait for a write; those beyond it are lost. */
const MOST = 500;

/** How long signals are kept: longer than anybody reads them. */
const KEEP_SECONDS = 10;

/** Writes signals for other processes into the table, in groups, while any other would read them. */
export class OutgoingSignals {
  private readonly waiting = new Map<string, Signal>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private wroteAt = -Infinity;
  private closed = false;

  constructor(
    private readonly db: Database,
    private readonly log: Log,
    private readonly processId: string,
    /** Called with the highest id of a group. */
    private readonly onWritten: (id: number) => void,
  ) {}

  add(signal: Signal): void {
    if (this.waiting.size >= MOST && !this.waiting.has(signal.key)) return;
    this.waiting.set(signal.key, signal);
    this.arm();
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
  }

  private arm(): void {
    if (this.closed) return;
    const wait = Math.max(0, this.wroteAt + EVERY_MS - performance.now());
    this.timer ??= setTimeout(() => this.writeAll(), wait);
  }

  private async writeAll(): Promise<void> {
    this.wroteAt = performance.now();
    const signals = [...this.waiting.values()];
    this.waiting.clear();
    try {
      if (await isReadElsewhere(this.db.query, this.processId)) {
        this.onWritten(await this.write(signals));
      }
    } catch (error) {
      // Not tried again: by then they would be old.
      this.log.warn("signals.write_failed", { error: String(error) });
    } finally {
      this.timer = undefined;
      if (this.waiting.size > 0) this.arm();
    }
  }

  private async write(signals: Signal[]): Promise<number> {
    return await this.db.write(async (tx) => {
      await pruneSignals(tx);
      const { insertId } = await tx.insertInto("Signals").values(
        signals.map(({ tenantId, topics, type, data, key }) => ({
          ProcessId: this.processId,
          TenantId: tenantId,
          Topics: JSON.stringify(topics),
          Type: type,
          Data: JSON.stringify(data),
          Key: key,
          CreatedAt: databaseTime(),
        })),
      ).executeTakeFirstOrThrow();
      return Number(insertId);
    });
  }
}

/** Deletes the signals that nobody reads any more. */
export async function pruneSignals(tx: Queries): Promise<void> {
  await tx.deleteFrom("Signals")
    .where("CreatedAt", "<", databaseTime(KEEP_SECONDS)).execute();
}
