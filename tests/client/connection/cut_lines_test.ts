import assert from "node:assert/strict";
import { silentDiagnostics } from "../../../lib/client/connection/diagnostics.ts";
import { createEventQueue } from "../../../lib/client/connection/event_queue.ts";
import { poll } from "../../../lib/client/connection/polling.ts";
import { createSession } from "../../../lib/client/page/session.ts";
import { readStream } from "../../../lib/client/connection/stream.ts";
import { fakePlatform } from "../fake_platform.ts";

/** Enough for more than a hundred streams. */
const EVENTS = 1_000;

/** A server over real HTTP that cuts every answer off, anywhere, in the middle of a line too. */
function cuttingServer(random: () => number) {
  let head = 0;
  const encoder = new TextEncoder();

  function stream(position: number): Response {
    let bytes = encoder.encode(
      `id: ${position}\nevent: connected\ndata: {"type":"connected","data":{"tenantId":"acme","userId":7}}\n\n`,
    );
    let next = position + 1;
    let left = 1 + Math.floor(random() * 1_500);
    const body = new ReadableStream<Uint8Array>({
      async pull(controller) {
        if (bytes.length === 0) {
          if (next > head) {
            await new Promise((resolve) => setTimeout(resolve, 1));
          }
          let text = next > head ? `id: ${head}\n: ping ${head}\n\n` : "";
          for (; next <= head && text.length < 500; next++) {
            text +=
              `id: ${next}\nevent: x\ndata: {"type":"x","data":{"n":"${next}…"}}\n\n`;
          }
          bytes = encoder.encode(text);
        }
        const size = Math.min(
          left,
          bytes.length,
          1 + Math.floor(random() * 200),
        );
        controller.enqueue(bytes.slice(0, size));
        bytes = bytes.slice(size);
        left -= size;
        if (left === 0) controller.close();
      },
    });
    return new Response(body, {
      headers: { "content-type": "text/event-stream" },
    });
  }

  function polled(after: number): Response {
    const position = Math.min(head, after + 1 + Math.floor(random() * 50));
    const events = Array.from(
      { length: Math.max(0, position - after) },
      (_, index) => ({
        id: after + 1 + index,
        type: "x",
        data: {},
      }),
    );
    return Response.json({ events, position, derived: [], reset: null });
  }

  const server = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen() {} },
    (request) => {
      if (random() < 0.1) return new Response(null, { status: 500 });
      const url = new URL(request.url);
      return url.pathname.endsWith("/events")
        ? polled(Number(url.searchParams.get("after")))
        : stream(Number(request.headers.get("last-event-id")));
    },
  );
  return {
    url: `http://127.0.0.1:${server.addr.port}`,
    happen: (count: number) => void (head += count),
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}

/** Numbers that look random and are the same in every run. */
function seeded(seed: number): () => number {
  return () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
    return seed / 2 ** 31;
  };
}

Deno.test("over lines that are cut anywhere, every event arrives once and in order", async () => {
  const random = seeded(7);
  await using server = cuttingServer(random);
  const platform = {
    ...fakePlatform(),
    fetch: (url: string, init?: RequestInit) => fetch(server.url + url, init),
    nextFrame: (callback: () => void) => queueMicrotask(callback),
  };
  const applied: number[] = [];
  const diagnostics = silentDiagnostics();
  const arrivals = createEventQueue({
    platform,
    diagnostics,
    position: 0,
    apply(arrived) {
      for (const one of arrived) if ("id" in one) applied.push(one.id);
    },
    refetch: () => Promise.reject(new Error("nothing was reset")),
  });
  const session = createSession(platform);
  const { signal } = new AbortController();
  const parts = {
    platform,
    session,
    reader: { tenantId: "acme", userId: 7 },
    arrivals,
    diagnostics,
  };

  let streams = 0;
  while (arrivals.position < EVENTS) {
    server.happen(Math.min(20, EVENTS - arrivals.position));
    if (random() < 0.2) await poll({ ...parts, onAnswer() {} }, 0, signal);
    else {
      await readStream(
        { ...parts, onConnected: () => streams++, onLife() {} },
        signal,
      );
    }
  }
  const everyOne = Array.from(
    { length: applied.length },
    (_, index) => index + 1,
  );
  assert.deepEqual(applied, everyOne);
  assert.ok(applied.length >= EVENTS);
  assert.equal(diagnostics.counts.malformed, 0);
  assert.ok(streams > 50, `${streams} streams`);
});
