import { createClient } from "@libsql/client";
import { silentLog } from "../../lib/log.ts";
import { head } from "../../lib/realtime/log/log.ts";
import { kvDoorbell } from "../../lib/realtime/wake/kv.ts";
import { pause } from "../isolates/scene.ts";
import { openKvAt } from "../servers/denokv.ts";
import type { TcpProxy } from "../servers/tcp_proxy.ts";
import type { TestServer } from "../support/server.ts";
import type { Isolate, World } from "./world.ts";

/** Where the database is: in a file, or on a libSQL server. */
export type Backend = "file" | "sqld";

/** What can go wrong. */
interface Kind {
  /** The target. Faults of one target wait for each other. */
  target: "isolate" | "line" | "database" | "bell" | "readers";
  over: Backend[];
  /** From, to: how long it lasts, in milliseconds. */
  lasts: [number, number];
  /** Causes the fault and mends it. When this ends, all is well again. */
  happen(world: World, isolate: Isolate, lasts: number): Promise<void>;
}

const ANY: Kind["over"] = ["file", "sqld"];

/** How long an isolate may take to start. Every outage is shorter. */
const STARTS_WITHIN_MS = 60_000;

/** How far a clock is off, within the tolerance of tokens. */
const CLOCK_OFFSET_MS = 300_000;

export const KINDS = {
  kill: {
    target: "isolate",
    over: ANY,
    lasts: [0, 1_500],
    async happen(_world, { server }, lasts) {
      await server.kill("SIGKILL");
      await pause(lasts);
      await startAgain(server);
    },
  },
  "drain and restart": {
    target: "isolate",
    over: ANY,
    lasts: [0, 500],
    async happen(_world, { server }, lasts) {
      await server.kill("SIGTERM");
      await pause(lasts);
      await startAgain(server);
    },
  },
  freeze: {
    target: "isolate",
    over: ANY,
    lasts: [200, 4_000],
    async happen(_world, { server }, lasts) {
      server.process.kill("SIGSTOP");
      await pause(lasts);
      server.process.kill("SIGCONT");
    },
  },
  "clock jumps": {
    target: "isolate",
    over: ANY,
    lasts: [500, 5_000],
    async happen(_world, { server, clockFile }, lasts) {
      const offset = lasts % 2 ? CLOCK_OFFSET_MS : -CLOCK_OFFSET_MS;
      for (const wrongBy of [offset, 0]) {
        await Deno.writeTextFile(clockFile, String(wrongBy));
        server.process.kill("SIGUSR2");
        if (wrongBy !== 0) await pause(lasts);
      }
    },
  },
  "line stalls": {
    target: "line",
    over: ANY,
    lasts: [200, 4_000],
    happen: (_world, { line }, lasts) => stall(line, lasts),
  },
  "line breaks": {
    target: "line",
    over: ANY,
    lasts: [0, 0],
    happen: (_world, { line }) => Promise.resolve(line.cut()),
  },
  "line is reset": {
    target: "line",
    over: ANY,
    lasts: [0, 0],
    happen: (_world, { line }) => Promise.resolve(line.reset()),
  },
  "readers leave": {
    target: "readers",
    over: ANY,
    lasts: [0, 0],
    happen({ readers, isolates }, isolate) {
      for (const reader of readers) {
        const began = isolates[reader.isolate];
        if (began === isolate) reader.follower.disconnect();
      }
      return Promise.resolve();
    },
  },
  "denokv is away": {
    target: "bell",
    over: ANY,
    lasts: [200, 5_000],
    async happen({ denokv }, _isolate, lasts) {
      await denokv.kill();
      await pause(lasts);
      await denokv.restart();
    },
  },
  "wakes are lost": {
    target: "bell",
    over: ANY,
    lasts: [200, 5_000],
    async happen({ bellLine }, _isolate, lasts) {
      await stall(bellLine, lasts);
      bellLine.cut();
    },
  },
  "wakes come twice, and too early": {
    target: "bell",
    over: ANY,
    lasts: [500, 3_000],
    happen: ringFalsely,
  },
  "somebody locks the database": {
    target: "database",
    over: ANY,
    lasts: [100, 7_000],
    happen: holdLock,
  },
  "the libSQL server is away": {
    target: "database",
    over: ["sqld"],
    lasts: [200, 5_000],
    async happen({ sqld }, _isolate, lasts) {
      await sqld!.kill();
      await pause(lasts);
      await sqld!.restart();
    },
  },
  "the libSQL server stands still": {
    target: "database",
    over: ["sqld"],
    lasts: [200, 8_000],
    async happen({ sqld }, _isolate, lasts) {
      sqld!.pause();
      await pause(lasts);
      sqld!.resume();
    },
  },
  "the libSQL server is slow": {
    target: "database",
    over: ["sqld"],
    lasts: [500, 5_000],
    async happen({ databaseLine }, _isolate, lasts) {
      databaseLine!.delayMs = 40;
      await pause(lasts);
      databaseLine!.delayMs = 0;
    },
  },
  "the lines to the libSQL server stall": {
    target: "database",
    over: ["sqld"],
    lasts: [200, 5_000],
    happen: ({ databaseLine }, _isolate, lasts) => stall(databaseLine!, lasts),
  },
  "the lines to the libSQL server are reset": {
    target: "database",
    over: ["sqld"],
    lasts: [0, 0],
    happen: ({ databaseLine }) => Promise.resolve(databaseLine!.reset()),
  },
} satisfies Record<string, Kind>;

export type FaultKind = keyof typeof KINDS;

/** It cannot start while its database is away. */
async function startAgain(server: TestServer): Promise<void> {
  const deadline = performance.now() + STARTS_WITHIN_MS;
  for (;;) {
    try {
      return await server.restart();
    } catch (error) {
      if (performance.now() > deadline) throw error;
    }
    await pause(200);
  }
}

async function stall(line: TcpProxy, lasts: number): Promise<void> {
  line.stall();
  await pause(lasts);
  line.flow();
}

/** Rings through denokv for positions that exist, and for ones that do not exist yet. */
async function ringFalsely(
  { db, shard, denokv }: World,
  _isolate: Isolate,
  lasts: number,
): Promise<void> {
  const openKv = () => openKvAt(denokv.url);
  const bell = kvDoorbell(openKv, shard, silentLog)(() => {});
  const end = performance.now() + lasts;
  while (performance.now() < end) {
    try {
      const position = await head(db.query);
      for (const ahead of [0, 0, 1, 3]) bell.ring(position + ahead);
    } catch {
      // The database is away, too.
    }
    await pause(50);
  }
  bell.close();
}

async function holdLock(
  { databaseUrl }: World,
  _isolate: Isolate,
  lasts: number,
): Promise<void> {
  const client = createClient({ url: databaseUrl, timeout: 5 });
  try {
    const lock = await firstFree(() => client.transaction("write"));
    await lock.execute("SELECT 1");
    await pause(lasts);
    await lock.rollback();
  } catch {
    // The server takes the lock from a client that holds it for long.
  } finally {
    client.close();
  }
}

/** Retries, because another client may hold the lock. */
async function firstFree<T>(take: () => Promise<T>): Promise<T> {
  const deadline = performance.now() + 2_000;
  for (;;) {
    try {
      return await take();
    } catch (error) {
      if (performance.now() > deadline) throw error;
    }
    await pause(5);
  }
}
