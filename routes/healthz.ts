import { define } from "../lib/http/define.ts";
import { methods } from "../lib/http/methods.ts";

/** The process serves. Whether it should be given traffic is another question. */
export const handler = define.handlers(methods({
  GET: () => new Response("ok\n", { headers: { "cache-control": "no-store" } }),
}));
