/**
 * Runs before the product in its process, whose time of day is then off by as many milliseconds as
 * stand in the file that `CLOCK_FILE` names, read again at SIGUSR2. As with a real clock that is
 * set, timers and `performance.now()` know nothing of it.
 */
const file = Deno.env.get("CLOCK_FILE")!;
const realNow = Date.now;
let offset = read();

const now = () => realNow() + offset;
globalThis.Date = new Proxy(Date, {
  construct: (target, args, made) =>
    Reflect.construct(target, args.length > 0 ? args : [now()], made),
  get: (target, key) => key === "now" ? now : Reflect.get(target, key),
});
Deno.addSignalListener("SIGUSR2", () => offset = read());

function read(): number {
  return Number(Deno.readTextFileSync(file));
}
