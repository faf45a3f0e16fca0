/** The same, where each commit takes 20 ms to reach the disk. */
import "./lag_probe.ts";

const PRODUCTS = "/lib/db/file/writer_thread.ts";
const SLOW = import.meta.resolve("../../support/slow_disk_writer.ts");

globalThis.Worker = class extends Worker {
  constructor(module: string | URL, options?: WorkerOptions) {
    super(String(module).endsWith(PRODUCTS) ? SLOW : module, options);
  }
};
