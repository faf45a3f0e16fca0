import assert from "node:assert/strict";
import { media } from "../../lib/media/area.ts";
import { clamdScanner } from "../../lib/media/scanner/clamd.ts";
import { EICAR } from "../../lib/media/scanner/eicar.ts";
import { ScannerAwayError } from "../../lib/media/scanner/scanner.ts";
import { eventsAfter } from "../messages/given.ts";
import { insertFile, uploadText } from "../media/given.ts";
import { keysOf } from "../media/store/store_contract.ts";
import { testServices } from "../support/services.ts";
import { startClamd, THREAT } from "./clamd.ts";

const NEVER = new AbortController().signal;
const text = (content: string) => new TextEncoder().encode(content);

async function folder() {
  const path = await Deno.makeTempDir({ prefix: "harbor-clamd-" });
  return {
    path,
    [Symbol.asyncDispose]: () => Deno.remove(path, { recursive: true }),
  };
}

/** `size` bytes in chunks of odd lengths, with `end` at the very end. */
async function* stream(size: number, end = "") {
  for (let left = size; left > 0;) {
    const length = Math.min(left, 70_001);
    yield new Uint8Array(length).fill(0x20);
    left -= length;
  }
  yield text(end);
}

Deno.test("a real clamd", async (t) => {
  await using temp = await folder();
  await using clamd = await startClamd(temp.path, ["StreamMaxLength 1M"]);
  const options = { hostname: "127.0.0.1", port: clamd.port };
  const scanner = clamdScanner({ ...options, maxBytes: 1_048_576 });

  await t.step("clears what holds nothing, an empty file too", async () => {
    for (const size of [0, 1, 65_536, 1_000_000]) {
      const verdict = await scanner.scan(stream(size), NEVER);
      assert.deepEqual(verdict, { status: "clean" }, String(size));
    }
  });

  await t.step("finds malware at the end of a stream too", async () => {
    for (const size of [0, 900_000]) {
      assert.deepEqual(
        await scanner.scan(stream(size, EICAR), NEVER),
        { status: "infected", threat: THREAT },
      );
    }
  });

  await t.step("says of what is past its limit that it is", async () => {
    for (const size of [1_048_577, 20_000_000]) {
      assert.deepEqual(await scanner.scan(stream(size), NEVER), {
        status: "too-large",
      });
    }
  });

  await t.step("takes many files at once", async () => {
    const verdicts = await Promise.all(
      Array.from(
        { length: 20 },
        (_, index) =>
          scanner.scan(stream(100_000, index % 2 ? EICAR : ""), NEVER),
      ),
    );
    assert.equal(verdicts.filter((v) => v.status === "infected").length, 10);
  });

  await t.step("that stands still is away, after the time it has", async () => {
    const hasty = clamdScanner({ ...options, maxBytes: 1e6, timeoutMs: 300 });
    clamd.pause();
    try {
      await assert.rejects(hasty.scan(stream(10), NEVER), ScannerAwayError);
    } finally {
      clamd.resume();
    }
  });

  await t.step(
    "an upload is scanned before anybody is told of it",
    async () => {
      await using services = await testServices({
        environment: { CLAMD_URL: clamd.url, CLAMD_MAX_BYTES: "1048576" },
      });
      const ada = await services.user("ada@acme.test");
      const [clean] = (await uploadText(services, ada, "Fine")).items;
      assert.equal(clean.state, "ready");
      await assert.rejects(
        uploadText(services, ada, `Harmless? ${EICAR}`),
        { status: 422, message: new RegExp(THREAT) },
      );
      const keys = await keysOf(services.store);
      assert.equal(keys.length, 1, "of what was refused nothing is kept");
      await assert.rejects(
        uploadText(services, ada, "x".repeat(1_048_577)),
        { status: 413, message: /1048576/ },
      );
    },
  );

  await t.step(
    "that is away lets files wait; back, it settles them",
    async () => {
      await using services = await testServices({
        environment: { CLAMD_URL: clamd.url },
      });
      const ada = await services.user("ada@acme.test");
      const kinds = media.jobs!(services);
      await clamd.kill();
      const [file] = (await uploadText(services, ada, "Fine")).items;
      const infected = await insertFile(services, ada, text(EICAR));
      assert.equal(file.state, "scanning");

      await services.jobs.runDue(kinds);
      const stateOf = async (
        id: number,
      ) => (await services.db.query.selectFrom("MediaFiles")
        .select(["State", "Threat"]).where("Id", "=", id)
        .executeTakeFirstOrThrow());
      assert.deepEqual(await stateOf(file.id), {
        State: "scanning",
        Threat: null,
      });

      await clamd.restart();
      services.clock.advance(3_600_000);
      await services.jobs.runDue(kinds);
      assert.deepEqual(await stateOf(file.id), {
        State: "ready",
        Threat: null,
      });
      assert.deepEqual(await stateOf(infected), {
        State: "infected",
        Threat: THREAT,
      });
      const told = (await eventsAfter(services))
        .filter(({ type }) => type === "media:update")
        .map(({ topics, data }) => [
          topics,
          data.payload.id,
          data.payload.state,
        ]);
      const topics = [`user:${ada.userId}`];
      assert.deepEqual(told.slice(-2).toSorted(), [
        [topics, file.id, "ready"],
        [topics, infected, "infected"],
      ]);
    },
  );
});
