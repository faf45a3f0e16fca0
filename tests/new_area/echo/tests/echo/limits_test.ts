import assert from "node:assert/strict";
import { AREAS } from "../../lib/areas.ts";
import { shout } from "../../lib/echo/shout.ts";
import { limitsInput } from "../../lib/limits/contract.ts";
import { setLimits } from "../../lib/limits/set_limits.ts";
import { testServices } from "../support/services.ts";

Deno.test("an echo is as long as the tenant allows", async () => {
  await using services = await testServices();
  const root = await services.user("root@h.test", { role: "global_admin" });
  const ada = await services.user("ada@acme.test");
  const text = "x".repeat(201);
  await assert.rejects(shout(services, ada, { text }), { status: 422 });
  const input = limitsInput(AREAS).parse({ maxEchoLength: 201 });
  await setLimits(services, AREAS, root, "acme", input);
  assert.equal((await shout(services, ada, { text })).text, text);
});
