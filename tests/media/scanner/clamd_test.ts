import assert from "node:assert/strict";
import { clamdScanner } from "../../../lib/media/scanner/clamd.ts";
import { ScannerAwayError } from "../../../lib/media/scanner/scanner.ts";

const NEVER = new AbortController().signal;
const file = () => ReadableStream.from([new Uint8Array(100_000)]);

/** A server that answers each connection as `answer` does; a real clamd is in `tests/servers`. */
function daemon(answer: (connection: Deno.TcpConn) => Promise<void>) {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const answered = (async () => {
    for await (const connection of listener) {
      await answer(connection).catch(() => {});
      try {
        connection.close();
      } catch {
        // It has gone first.
      }
    }
  })();
  return {
    port: listener.addr.port,
    async [Symbol.asyncDispose]() {
      listener.close();
      await answered;
    },
  };
}

function saying(text: string) {
  return daemon(async (connection) => {
    await readAll(connection);
    await connection.write(new TextEncoder().encode(text));
  });
}

/** Up to the chunk of no length, as INSTREAM has it; answers the file's bytes. */
async function readAll(
  connection: Deno.TcpConn,
  isWhole = true,
): Promise<number> {
  const reader = connection.readable.getReader({ mode: "byob" });
  const take = async (length: number) => {
    const { value } = await reader.read(new Uint8Array(length), {
      min: length,
    });
    return value!;
  };
  try {
    if (isWhole) {
      const command = new TextDecoder().decode(await take(10));
      assert.equal(command, "zINSTREAM\0");
    }
    for (let size = 0;;) {
      const length = new DataView((await take(4)).buffer).getUint32(0);
      if (length === 0) return size;
      await take(length);
      size += length;
    }
  } finally {
    reader.releaseLock();
  }
}

const scan = ({ port }: { port: number }, timeoutMs = 5_000) =>
  clamdScanner({ hostname: "127.0.0.1", port, maxBytes: 1e6, timeoutMs })
    .scan(file(), NEVER);

Deno.test("clamd's answers are verdicts", async () => {
  for (
    const [answer, verdict] of [
      ["stream: OK\0", { status: "clean" }],
      ["stream: Win.Test FOUND\0", { status: "infected", threat: "Win.Test" }],
      ["INSTREAM size limit exceeded. ERROR\0", { status: "too-large" }],
      [
        "stream: Heuristics.Limits.Exceeded.MaxFileSize FOUND\0",
        { status: "too-large" },
      ],
    ] as const
  ) {
    await using clamd = saying(answer);
    assert.deepEqual(await scan(clamd), verdict);
  }
});

Deno.test("what is no verdict is never taken for a clean file", async () => {
  for (
    const answer of [
      "",
      "stream: OK",
      "stream: \0",
      "OK\0",
      "stream: Can't allocate memory ERROR\0",
      "COMMAND READ TIMED OUT\0",
      "HTTP/1.1 200 OK\r\n\r\n\0",
      "x".repeat(10_000),
    ]
  ) {
    await using clamd = saying(answer);
    await assert.rejects(scan(clamd), ScannerAwayError, answer);
  }
});

Deno.test("an answer that comes before the file's end is heard", async () => {
  await using clamd = daemon(async (connection) => {
    await connection.read(new Uint8Array(10));
    await connection.write(
      new TextEncoder().encode("INSTREAM size limit exceeded. ERROR\0"),
    );
  });
  const endless = ReadableStream.from((function* () {
    for (let count = 0; count < 2_000; count++) yield new Uint8Array(65_536);
  })());
  const { port } = clamd;
  const scanner = clamdScanner({ hostname: "127.0.0.1", port, maxBytes: 1e6 });
  try {
    assert.deepEqual(await scanner.scan(endless, NEVER), {
      status: "too-large",
    });
  } catch (error) {
    // A reset can overtake the answer: then there is no verdict.
    assert.ok(error instanceof ScannerAwayError, String(error));
  }
});

Deno.test("a file that was not heard out is not clean, whatever clamd says", async () => {
  for (const isOpen of [true, false]) {
    await using clamd = daemon(async (connection) => {
      await connection.read(new Uint8Array(10));
      await connection.write(new TextEncoder().encode("stream: OK\0"));
      if (isOpen) await readAll(connection, false);
    });
    const { port } = clamd;
    const scanner = clamdScanner({
      hostname: "127.0.0.1",
      port,
      maxBytes: 1e6,
    });
    const slow = ReadableStream.from((async function* () {
      for (let count = 0; count < 200; count++) {
        yield new Uint8Array(65_536);
        await new Promise((resolve) => setTimeout(resolve, 0));
      }
    })());
    await assert.rejects(scanner.scan(slow, NEVER), ScannerAwayError);
  }
});

Deno.test("where nobody listens, or nobody answers, the scanner is away", async () => {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr;
  listener.close();
  await assert.rejects(scan({ port }), ScannerAwayError);

  const silence = Promise.withResolvers<void>();
  await using silent = daemon(() => silence.promise);
  await assert.rejects(scan(silent, 50), /within 50 ms/);
  silence.resolve();
});

Deno.test("a file that cannot be read is not the scanner's fault", async () => {
  await using clamd = saying("stream: OK\0");
  const { port } = clamd;
  const broken = ReadableStream.from((async function* () {
    yield await Promise.resolve(new Uint8Array(10));
    throw new Error("The store is away");
  })());
  const scanner = clamdScanner({ hostname: "127.0.0.1", port, maxBytes: 1e6 });
  await assert.rejects(scanner.scan(broken, NEVER), /The store is away/);
});

Deno.test("a scan that is not wanted any more ends", async () => {
  const silence = Promise.withResolvers<void>();
  await using silent = daemon(() => silence.promise);
  const { port } = silent;
  const unwanted = new AbortController();
  const scanner = clamdScanner({ hostname: "127.0.0.1", port, maxBytes: 1e6 });
  const scanning = scanner.scan(file(), unwanted.signal);
  unwanted.abort(new Error("Not wanted"));
  await assert.rejects(scanning, /Not wanted/);
  silence.resolve();
});
