/**
 * Imports each module that the arguments name, and prints what our modules did meanwhile that only
 * `main.ts` may do. Packages may do what they like.
 */
import { pathToFileURL } from "node:url";

const root = pathToFileURL(Deno.cwd()).href;

watch(globalThis, "setTimeout", "setInterval", "fetch", "BroadcastChannel");
watch(console, "log", "info", "warn", "error");
watch(Deno, "openKv", "serve", "listen", "connect", "addSignalListener");
watch(Deno, "open", "openSync", "readTextFile", "readTextFileSync", "exit");
watch(Deno, "writeTextFile", "writeTextFileSync", "mkdir", "mkdirSync");
watch(Deno.env, "get", "toObject", "has");

for (const file of Deno.args) await import(pathToFileURL(file).href);

// deno-lint-ignore no-explicit-any -- any object with any functions
function watch(owner: any, ...names: string[]) {
  for (const name of names) {
    const real = owner[name];
    const watched = new Proxy(real, {
      apply(target, self, args) {
        tell(name);
        return Reflect.apply(target, self, args);
      },
      construct(target, args) {
        tell(name);
        return Reflect.construct(target, args);
      },
    });
    Object.defineProperty(owner, name, { value: watched });
  }
}

function tell(name: string) {
  const caller = new Error().stack!.split("\n")[3] ?? "";
  if (!caller.includes(root) || caller.includes("/node_modules/")) return;
  Deno.stdout.writeSync(
    new TextEncoder().encode(`${name} was called ${caller.trim()}\n`),
  );
}
