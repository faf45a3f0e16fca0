import type { DiskRoom } from "../db/disk_room.ts";
import type { Budget } from "../http/budget/budget.ts";
import type { Incidents } from "../incidents.ts";
import type { Exposition } from "./prometheus.ts";

/** What requests hold, and were refused. */
export function addBudget(
  exposition: Exposition,
  { shares, refused }: Budget,
): void {
  exposition
    .gauge(
      "harbor_held",
      "What requests make the server hold: requests under way, bytes of bodies and of answers.",
      Object.entries(shares).map(([held, { taken }]) => ({
        labels: { held },
        value: taken,
      })),
    )
    .counter(
      "harbor_held_refused_total",
      "Requests refused because too much was held, by whose part was used up.",
      Object.entries(refused).flatMap(([held, counts]) =>
        Object.entries(counts).map(([by, value]) => ({
          labels: { held, by },
          value,
        }))
      ),
    );
}

/** The room on the disk; nothing where `DATA_DIR` is on none. */
export function addDisk(exposition: Exposition, room: DiskRoom | null): void {
  if (room === null) return;
  const { total, free, reserve } = room;
  exposition
    .gauge("harbor_disk_bytes", "Size of the disk of DATA_DIR.", total)
    .gauge("harbor_disk_free_bytes", "What is free, with the reserve.", free)
    .gauge(
      "harbor_disk_reserve_bytes",
      "With less free, uploads and messages are refused.",
      reserve,
    );
}

/** What went wrong apart from any request. */
export function addIncidents(
  exposition: Exposition,
  { lostListeners, unhandledRejections, lostFrames }: Incidents,
): void {
  exposition
    .counter(
      "harbor_listeners_lost_total",
      "Times that no connection could be accepted: no descriptor was left.",
      lostListeners,
    )
    .counter(
      "harbor_unhandled_rejections_total",
      "Failures that nobody waited for; the log has each.",
      unhandledRejections,
    )
    .gauge(
      "harbor_wal_lost_frames",
      "Frames of the write-ahead log behind a damage, when the database was opened: what they held may be lost.",
      lostFrames,
    );
}
