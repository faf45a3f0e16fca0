import type { Database } from "../../db/database.ts";
import type { Log } from "../../log.ts";
import type { DoorbellFactory } from "../wake/doorbell.ts";
import { IncomingSignals } from "./incoming.ts";
import { RENEW_MS, renewLease } from "./leases.ts";
import { OutgoingSignals } from "./outgoing.ts";
import type { SignalTransportFactory } from "./transport.ts";

/**
 * To the isolates of other processes, through a table: found there by the poll, or at once where a
 * doorbell tells of it. While no other process reads, nothing is written to it.
 */
export function betweenProcesses(
  { db, log, processId, pollSeconds, doorbells = [] }: {
    db: Database;
    log: Log;
    /** The same for all isolates of a process: they hear each other without the table. */
    processId: string;
    pollSeconds: number;
    doorbells?: DoorbellFactory[];
  },
): SignalTransportFactory {
  return ({ arrived, isRead }) => {
    const id = crypto.randomUUID();
    const incoming = new IncomingSignals(db, log, processId, arrived);
    const bells = doorbells.map((make) =>
      make(() => {
        if (isRead()) incoming.read();
      })
    );
    const outgoing = new OutgoingSignals(db, log, processId, (last) => {
      for (const bell of bells) bell.ring(last);
    });
    let poll: ReturnType<typeof setInterval> | undefined;
    let renewedAt = -Infinity;
    return {
      send: (signal) => outgoing.add(signal),
      follow() {
        if (poll !== undefined) return;
        poll = setInterval(look, pollSeconds * 1000);
        look();
      },
      close() {
        clearInterval(poll);
        outgoing.close();
        for (const bell of bells) bell.close();
      },
    };

    function look(): void {
      if (!isRead()) {
        clearInterval(poll);
        poll = undefined;
        return;
      }
      renewInTime();
      incoming.read();
    }

    async function renewInTime(): Promise<void> {
      const now = performance.now();
      if (now - renewedAt < RENEW_MS) return;
      renewedAt = now;
      try {
        await renewLease(db, { id, processId });
      } catch (error) {
        log.warn("signals.lease_failed", { error: String(error) });
      }
    }
  };
}
