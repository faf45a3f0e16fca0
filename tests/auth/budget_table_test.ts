import assert from "node:assert/strict";
import { AREAS } from "../../lib/areas.ts";
import { accessTo } from "../../lib/auth/access.ts";
import {
  CHANGING,
  rateOf,
  READING,
  routeRatesOf,
} from "../../lib/auth/route_rates.ts";
import { isWatching } from "../../lib/http/watching.ts";
import { accessRows } from "../support/access_rows.ts";
import { ROOT } from "../support/module_graph.ts";

const declared = routeRatesOf(AREAS);
const signedByKey = AREAS.flatMap(({ signedByKey }) => signedByKey ?? []);

Deno.test("every route takes from a rate, but for those that tell how the server is or check a key", async () => {
  const rows = await accessRows();
  const known = new Set(rows.map(({ method, route }) => `${method} ${route}`));
  for (const route of Object.keys(declared)) assert.ok(known.has(route), route);
  for (const { method, route } of rows) {
    const rate = rateOf(declared, method, route);
    const isFree = isWatching(route) ||
      accessTo(route, signedByKey) === "signed by a key";
    const isPlain = rate === (method === "GET" ? READING : CHANGING);
    assert.ok(!isFree || isPlain, `${method} ${route} declares a rate in vain`);
  }
});

Deno.test("the rates by route that are written down are the ones that are taken from", async () => {
  const text = await Deno.readTextFile(`${ROOT}docs/operations/budgets.md`);
  const told = [...text.matchAll(/^\| `([A-Z]+) (\/[^`]*)` +\| `(\w+)` +\|/gm)];
  assert.ok(told.length >= 4);
  for (const [, method, route, variable] of told) {
    const { setting } = rateOf(declared, method, route);
    assert.equal(`RATE_LIMIT_${setting.toUpperCase()}`, variable, route);
  }
});
