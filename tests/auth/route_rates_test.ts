import assert from "node:assert/strict";
import { CHANGING, rateOf, READING } from "../../lib/auth/route_rates.ts";
import { SENDING } from "../../lib/messages/rates.ts";

Deno.test("a route takes from the rate that it declares, and any other from one for all", () => {
  const declared = { "POST /api/rooms/[roomId]/notes": SENDING };
  const path = "/api/rooms/:roomId/notes";
  assert.equal(rateOf(declared, "POST", path), SENDING);
  assert.equal(rateOf(declared, "DELETE", path), CHANGING);
  assert.equal(rateOf(declared, "GET", path), READING);
  assert.equal(rateOf(declared, "HEAD", null), READING);
});
