import assert from "node:assert/strict";
import { join } from "node:path";
import fc from "fast-check";
import Synchronous from "libsql";
import { findWalDamage } from "../../../lib/db/file/wal_damage.ts";

const HEADER_BYTES = 32;
const FRAME_BYTES = 24 + 4_096;

/** A row for each transaction; some have several frames. */
const TRANSACTIONS = 30;

const wal = await writtenLog();

Deno.test("a log that nobody damaged has no damage, wherever its writer was killed", async () => {
  await using folder = await scratch();
  const damages = [0, 10, HEADER_BYTES, HEADER_BYTES + 10, wal.bytes.length]
    .map((length) => folder.damage(wal.bytes.subarray(0, length)));
  assert.deepEqual(damages, damages.map(() => null));
  fc.assert(
    fc.property(fc.nat({ max: wal.bytes.length }), (length) => {
      assert.equal(folder.damage(wal.bytes.subarray(0, length)), null);
    }),
    { numRuns: 50 },
  );
});

Deno.test("frames from before the log was begun anew are no damage", async () => {
  await using folder = await scratch();
  using database = folder.open();
  for (let id = 0; id < 5; id++) folder.insert(database, id);
  database.exec("PRAGMA wal_checkpoint(RESTART)");
  folder.insert(database, 5);
  assert.ok(await folder.size() > HEADER_BYTES + 5 * FRAME_BYTES);
  assert.equal(folder.damage(), null);
});

Deno.test("what a killed transaction left behind a shorter one is no damage", async () => {
  await using folder = await scratch();
  const killed = wal.bytes.slice(0, wal.ends[12] - FRAME_BYTES + 24);
  folder.damage(killed);
  using database = folder.open();
  folder.insert(database, 100);
  assert.equal(await folder.size(), killed.length);
  assert.equal(folder.damage(), null);
});

Deno.test("a flipped bit is told of if and only if SQLite leaves more out than the last transaction", async () => {
  await using folder = await scratch();
  fc.assert(
    fc.property(
      fc.nat({ max: wal.bytes.length - 1 }),
      fc.nat({ max: 7 }),
      (at, bit) => {
        const flipped = wal.bytes.slice();
        flipped[at] ^= 1 << bit;
        const damage = folder.damage(flipped);
        const lost = TRANSACTIONS - folder.rows();
        const { lostTransactions = 0 } = damage ?? {};
        // The end of the transaction in which the bit is may be what it broke.
        assert.ok(lostTransactions === lost || lostTransactions === lost - 1);
        if (damage === null) return;
        const frame = Math.floor((at - HEADER_BYTES) / FRAME_BYTES) + 1;
        assert.equal(damage.damagedFrame, frame);
        assert.ok(damage.lostFrames >= lostTransactions);
      },
    ),
    { numRuns: 100 },
  );
});

Deno.test("a log with a damaged header is lost as a whole, and told of", async () => {
  await using folder = await scratch();
  for (let bit = 0; bit < 8 * HEADER_BYTES; bit++) {
    const flipped = wal.bytes.slice();
    flipped[bit >> 3] ^= 1 << (bit & 7);
    const damage = folder.damage(flipped);
    assert.ok(damage, `bit ${bit}`);
    assert.equal(damage.damagedFrame, 0);
    assert.ok(damage.lostTransactions >= TRANSACTIONS - 1, `bit ${bit}`);
    assert.equal(folder.rows(), 0);
  }
});

/** The log of a database that nobody has closed, and where its transactions end. */
async function writtenLog() {
  await using folder = await scratch();
  using database = folder.open();
  const ends: number[] = [];
  for (let id = 0; id < TRANSACTIONS; id++) {
    folder.insert(database, id);
    ends.push(await folder.size());
  }
  return { bytes: folder.read(), ends };
}

/** A folder with an empty database, whose log can be replaced. */
async function scratch() {
  const path = await Deno.makeTempDir({ prefix: "harbor-test-" });
  const file = join(path, "some.db");
  const made = new Synchronous(file);
  made.exec("PRAGMA journal_mode = WAL; CREATE TABLE Rows (Id, Content)");
  made.close();

  return {
    open() {
      const database = new Synchronous(file);
      database.exec("PRAGMA wal_autocheckpoint = 0");
      return Object.assign(database, {
        [Symbol.dispose]: () => void database.close(),
      });
    },
    /** Every third transaction has some frames more. */
    insert(database: Synchronous.Database, id: number) {
      const bytes = id % 3 === 0 ? 20_000 : 10;
      database.exec(`INSERT INTO Rows VALUES (${id}, randomblob(${bytes}))`);
    },
    read: () => Deno.readFileSync(`${file}-wal`),
    size: async () => (await Deno.stat(`${file}-wal`)).size,
    /** What is found in the log, which is replaced by `bytes` before. */
    damage(bytes?: Uint8Array) {
      if (bytes !== undefined) Deno.writeFileSync(`${file}-wal`, bytes);
      return findWalDamage(`${file}-wal`);
    },
    /** How many rows SQLite reads with this log. The database stays as it was. */
    rows() {
      const copy = join(path, crypto.randomUUID());
      Deno.copyFileSync(file, copy);
      Deno.copyFileSync(`${file}-wal`, `${copy}-wal`);
      const database = new Synchronous(copy);
      const rows = database.prepare("SELECT Id FROM Rows").all();
      database.close();
      return rows.length;
    },
    [Symbol.asyncDispose]: () => Deno.remove(path, { recursive: true }),
  };
}
