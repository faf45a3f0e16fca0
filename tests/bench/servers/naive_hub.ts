/**
 * The smallest possible hub, to measure against: no log, no accounts, no order over restarts. It
 * sends what is posted to every open stream.
 */
const streams = new Set<ReadableStreamDefaultController<Uint8Array>>();
const encoder = new TextEncoder();
let id = 0;

Deno.serve({
  hostname: "127.0.0.1",
  port: 0,
  onListen: ({ port }) => console.log(`Harbor is at http://127.0.0.1:${port}/`),
}, async (request) => {
  if (request.method === "POST") {
    const event = encoder.encode(
      `id: ${++id}\nevent: message\ndata: ${await request.text()}\n\n`,
    );
    for (const controller of streams) controller.enqueue(event);
    return new Response(null, { status: 201 });
  }
  if (new URL(request.url).pathname === "/healthz") return new Response("ok");
  let mine: ReadableStreamDefaultController<Uint8Array>;
  return new Response(
    new ReadableStream({
      start(controller) {
        mine = controller;
        streams.add(mine);
        mine.enqueue(encoder.encode(": hello\n\n"));
      },
      cancel: () => void streams.delete(mine),
    }),
    { headers: { "content-type": "text/event-stream" } },
  );
});
