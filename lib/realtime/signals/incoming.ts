import type { Selectable } from "kysely";
import type { Database } from "../../db/database.ts";
import type { SignalRow } from "../../db/schema.ts";
import type { Log } from "../../log.ts";
import type { SignalType } from "../event.ts";
import { databaseTime } from "./database_time.ts";
import type { Signal } from "./signal.ts";

/** How old a signal may be: older ones were written while nobody read here. */
const OLD_AFTER_SECONDS = 5;

/** How many signals one query reads. */
const BATCH = 500;

/** Reads the signals of other processes from the table. */
export class IncomingSignals {
  private position = 0;
  private reading = false;
  private readAgain = false;

  constructor(
    private readonly db: Database,
    private readonly log: Log,
    private readonly processId: string,
    private readonly arrived: (signal: Signal) => void,
  ) {}

  /** Calls that come while one is under way collapse into one more. */
  async read(): Promise<void> {
    this.readAgain = true;
    if (this.reading) return;
    this.reading = true;
    try {
      while (this.readAgain) {
        this.readAgain = false;
        while (await this.readBatch() === BATCH);
      }
    } catch (error) {
      this.log.warn("signals.read_failed", { error: String(error) });
    } finally {
      this.reading = false;
    }
  }

  private async readBatch(): Promise<number> {
    const rows = await this.db.query.selectFrom("Signals").selectAll()
      .where("Id", ">", this.position)
      .where("ProcessId", "!=", this.processId)
      .where("CreatedAt", ">=", databaseTime(OLD_AFTER_SECONDS))
      .orderBy("Id").limit(BATCH).execute();
    for (const row of rows) {
      this.position = row.Id;
      const signal = this.parse(row);
      if (signal) this.arrived(signal);
    }
    return rows.length;
  }

  /** `undefined` for a row that another version may have written: it must not hold up the others. */
  private parse(row: Selectable<SignalRow>): Signal | undefined {
    try {
      const topics = JSON.parse(row.Topics);
      const data = JSON.parse(row.Data);
      if (!Array.isArray(topics) || typeof data !== "object" || !data) {
        throw new TypeError("Its topics are no list, or its data no object");
      }
      const { TenantId: tenantId, Type, Key: key } = row;
      return { tenantId, topics, type: Type as SignalType, data, key };
    } catch (error) {
      this.log.warn("signals.malformed", { id: row.Id, error: String(error) });
    }
  }
}
