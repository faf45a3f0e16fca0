import assert from "node:assert/strict";
import { populated } from "../support/data.ts";
import { startServer, UNLIMITED } from "../support/server.ts";

Deno.test("a route that is signed by a key looks at the signature, and at no session", async () => {
  await using data = await populated();
  await using server = await startServer({
    dataDir: data.dataDir,
    environment: UNLIMITED,
  });
  const ask = async (headers: Record<string, string>) => {
    const response = await fetch(`${server.url}/api/echoes/hook`, {
      method: "POST",
      headers,
      redirect: "manual",
    });
    await response.body?.cancel();
    return response.status;
  };
  const ada = await server.login("ada@acme.test");
  const session = `Bearer ${ada.token}`;
  assert.equal(await ask({}), 401);
  assert.equal(await ask({ authorization: session }), 401);
  assert.equal(
    await ask({ authorization: session, "x-echo-signature": "right" }),
    204,
  );
  assert.equal(
    await ask({ origin: "https://else.example", "x-echo-signature": "right" }),
    204,
  );
});
