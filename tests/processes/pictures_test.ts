import assert from "node:assert/strict";
import { bombs } from "../media/picture/bombs.ts";
import { fileOf, picture } from "../media/samples.ts";
import { populated } from "../support/data.ts";
import { startServer, type TestServer } from "../support/server.ts";

const UPLOAD = "/api/messaging/attachments/upload";
const MIB = 1024 * 1024;

/** Past this the server is killed, so that the machine has room left. */
const DANGER_MIB = 1_536;
const GROWTH_MIB = 300;

Deno.test("a picture that unfolds to gigabytes is a file without a thumbnail, and the server lives", async (t) => {
  await using data = await populated();
  await using server = await startServer(data);
  const ada = data.client(server, "ada@acme.test");
  const upload = async (bytes: Uint8Array, name: string) => {
    const form = new FormData();
    form.append("file", fileOf(bytes, name));
    const response = await ada.fetch(UPLOAD, { method: "POST", body: form });
    const { items: [item] } = await response.json();
    return { status: response.status, item };
  };
  const good = await picture("png", 300, 200);
  assert.ok((await upload(good, "good.png")).item.hasThumbnail);

  for (const [name, bytes] of Object.entries(await bombs())) {
    await t.step(name, async () => {
      using memory = watchMemory(server);
      const startedAt = performance.now();
      const { status, item } = await upload(bytes, name);
      const took = Math.round(performance.now() - startedAt);
      console.log(
        `${name}, ${bytes.length} bytes: ${memory.grownMiB()} MiB, ${took} ms`,
      );
      assert.equal(status, 201);
      assert.equal(item.hasThumbnail, false);
      assert.ok(memory.grownMiB() <= GROWTH_MIB);
    });
  }
  assert.ok((await upload(good, "after.png")).item.hasThumbnail);
});

/** Looks at what the server has resident, and kills it before it is the machine's trouble. */
function watchMemory({ process }: TestServer) {
  const before = residentMiB(process.pid);
  let most = before;
  const timer = setInterval(() => {
    most = Math.max(most, residentMiB(process.pid));
    if (most > DANGER_MIB) process.kill("SIGKILL");
  }, 10);
  return {
    grownMiB: () => Math.round(most - before),
    [Symbol.dispose]: () => clearInterval(timer),
  };
}

function residentMiB(pid: number): number {
  try {
    const [, pages] = Deno.readTextFileSync(`/proc/${pid}/statm`).split(" ");
    return Number(pages) * 4_096 / MIB;
  } catch {
    return 0;
  }
}
