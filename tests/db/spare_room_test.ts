import assert from "node:assert/strict";
import { createSpareRoom, withSpareRoom } from "../../lib/db/spare_room.ts";
import type { Write } from "../../lib/db/write.ts";

const PLENTY = Number.MAX_SAFE_INTEGER;
const SIZE = 32 * 1_048_576;

async function given() {
  const folder = await Deno.makeTempDir({ prefix: "harbor-test-" });
  const path = `${folder}/harbor.db-spare`;
  return {
    path,
    spare: createSpareRoom(path),
    size: () => Deno.stat(path).then(({ size }) => size, () => null),
    [Symbol.asyncDispose]: () => Deno.remove(folder, { recursive: true }),
  };
}

/** Fails as a full disk does until `spare` has let go. */
function fullUntil(hasRoom: () => boolean): Write {
  return (work) => {
    if (hasRoom()) return work(undefined as never, undefined as never);
    const code = "SQLITE_FULL";
    return Promise.reject(Object.assign(new Error("disk is full"), { code }));
  };
}

Deno.test("room is kept where there is plenty, is whole, and is for nobody else to read", async () => {
  await using place = await given();
  const { path, spare, size } = place;
  await spare.keep(SIZE);
  assert.equal(await size(), null);
  await spare.keep(PLENTY);
  assert.equal(await size(), SIZE);
  assert.equal((await Deno.stat(path)).mode! & 0o777, 0o600);
});

Deno.test("what a killed process had begun is made anew", async () => {
  await using place = await given();
  const { path, spare, size } = place;
  await Deno.writeFile(path, new Uint8Array(10));
  await spare.keep(PLENTY);
  assert.equal(await size(), SIZE);
});

Deno.test("a write that finds the disk full is done in the spare room, once", async () => {
  await using place = await given();
  const { spare, size } = place;
  await spare.keep(PLENTY);
  let isGone = false;
  const letGo = () => isGone = spare.letGo();
  const write = withSpareRoom(fullUntil(() => isGone), { ...spare, letGo });
  assert.equal(await write(() => Promise.resolve(7)), 7);
  assert.equal(await size(), null);
  const full = withSpareRoom(fullUntil(() => false), spare);
  await assert.rejects(full(() => Promise.resolve(7)), /disk is full/);
});
