import assert from "node:assert/strict";
import { connect } from "node:http2";
import { populated } from "../support/data.ts";
import { startServer } from "../support/server.ts";
import { metricsOf, residentMiB } from "./metrics.ts";
import { connectTo, requestHead } from "./raw_connection.ts";

/** What a browser may come to with its cookies; servers take 8 KiB at least. */
const TAKEN_KIB = 16;
const REFUSED_KIB = [64, 256, 1_024, 16_384];
const AT_ONCE = 8;

/** The heads of the requests alone would be 128 MiB. */
const MEMORY_BOUND_MIB = 48;

Deno.test("oversized headers are refused before they are held, and the server goes on", async (t) => {
  await using data = await populated();
  await using server = await startServer(data);
  const heads = [
    ...REFUSED_KIB.map((kib): [string, Record<string, string>] => [
      `one of ${kib} KiB`,
      { cookie: "a".repeat(kib * 1_024) },
    ]),
    [
      "a thousand of them",
      Object.fromEntries(
        Array.from({ length: 1_000 }, (_, n) => [`x-${n}`, "a"]),
      ),
    ],
  ] as [string, Record<string, string>][];

  await t.step("what a browser sends is taken", async () => {
    const cookie = "a".repeat(TAKEN_KIB * 1_024);
    assert.match(await ask(server.url, { cookie }), /^HTTP\/1.\d 200 /);
  });
  const before = residentMiB(await metricsOf(server.url));
  for (const [what, headers] of heads) {
    await t.step(`${what} is refused`, async () => {
      const answers = await Promise.all(
        Array.from({ length: AT_ONCE }, () => ask(server.url, headers)),
      );
      // A client that still sends may learn nothing but that the connection is closed.
      for (const answer of answers) {
        assert.match(answer, /^$|^HTTP\/1.\d (400|431) /);
      }
      assert.match(await ask(server.url), /^HTTP\/1.\d 200 /);
    });
  }
  await t.step("by HTTP/2 as well", async () => {
    assert.equal(await askByHttp2(server.url, 1_024), 200);
    for (const kib of REFUSED_KIB) {
      assert.notEqual(await askByHttp2(server.url, kib * 1_024), 200);
    }
    assert.match(await ask(server.url), /^HTTP\/1.\d 200 /);
  });
  const grown = residentMiB(await metricsOf(server.url)) - before;
  console.log(`resident memory grew by ${grown.toFixed(1)} MiB`);
  assert.ok(grown <= MEMORY_BOUND_MIB);
});

async function ask(
  url: string,
  headers: Record<string, string> = {},
): Promise<string> {
  using connection = await connectTo(url);
  await connection.say(requestHead("GET /healthz", headers) + "\r\n");
  return await connection.hear();
}

/** The status, or how the connection ended. */
function askByHttp2(
  url: string,
  bytes: number,
): Promise<number | string> {
  const { promise, resolve } = Promise.withResolvers<number | string>();
  const session = connect(url);
  session.on("error", ({ message }) => resolve(message));
  session.on("close", () => resolve("closed"));
  const request = session.request({
    ":path": "/healthz",
    cookie: "a".repeat(bytes),
  });
  request.on("response", (headers) => resolve(headers[":status"] as number));
  request.on("error", ({ message }) => resolve(message));
  return promise.finally(() => session.destroy());
}
