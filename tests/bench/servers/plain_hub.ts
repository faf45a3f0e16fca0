/**
 * What a server in C does that writes once for each event and reader, and nothing else: its work is
 * in the system calls, which are the same from here. Takes the port to listen on.
 */
import {
  accept,
  close,
  listen,
  read,
  Readiness,
  write,
} from "../load/sockets.ts";

const HEAD = encoded(
  "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n",
);
const WELL = encoded("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n");
const CREATED = encoded("HTTP/1.1 201 Created\r\ncontent-length: 0\r\n\r\n");

if (import.meta.main) serve(Number(Deno.args[0]));

function serve(port: number): never {
  const listener = listen(port);
  const readiness = new Readiness();
  const streams = new Set<number>();
  const heard = new Map<number, string>();
  const buffer = new Uint8Array(1 << 16);
  let id = 0;

  readiness.add(listener, listener);
  console.log(`Harbor is at http://127.0.0.1:${port}/`);
  for (;;) {
    for (const socket of readiness.wait(-1)) {
      if (socket === listener) admit();
      else hear(socket);
    }
  }

  function admit(): void {
    const socket = accept(listener);
    readiness.add(socket, socket);
  }

  function hear(socket: number): void {
    const count = read(socket, buffer);
    if (count <= 0) {
      streams.delete(socket);
      heard.delete(socket);
      close(socket);
      return;
    }
    const text = new TextDecoder().decode(buffer.subarray(0, count));
    const request = (heard.get(socket) ?? "") + text;
    const body = bodyOf(request);
    heard.set(socket, body === undefined ? request : "");
    if (body !== undefined) answer(socket, request, body);
  }

  function answer(socket: number, request: string, body: string): void {
    if (request.startsWith("POST ")) {
      const event = encoded(`id: ${++id}\nevent: message\ndata: ${body}\n\n`);
      for (const stream of streams) write(stream, event);
      write(socket, CREATED);
    } else if (request.startsWith("GET /healthz ")) {
      write(socket, WELL);
    } else {
      write(socket, HEAD);
      streams.add(socket);
    }
  }
}

/** `undefined` while some of the request is still to come. */
function bodyOf(request: string): string | undefined {
  const end = request.indexOf("\r\n\r\n");
  if (end < 0) return undefined;
  const length = /^content-length: (\d+)/im.exec(request)?.[1] ?? "0";
  const body = request.slice(end + 4);
  return body.length < Number(length) ? undefined : body;
}

function encoded(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}
