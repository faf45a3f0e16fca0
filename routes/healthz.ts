import { define } from "../lib/http/define.ts";
import { methods } from "../lib/http/methods.ts";

/** Says that the process serves. `readyz` says whether it should get traffic. */
export const handler = define.handlers(methods({
  GET: () => new Response("ok\n", { headers: { "cache-control": "no-store" } }),
}));
