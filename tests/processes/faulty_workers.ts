/** Runs before the product: its serving threads are the same with faults in them. */
const Own = Worker;

globalThis.Worker = class extends Own {
  constructor(_specifier: string | URL, options?: WorkerOptions) {
    super(new URL("faulty_worker.ts", import.meta.url), options);
  }
};
