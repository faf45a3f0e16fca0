import type { Told } from "../view.ts";

/**
 * The text/event-stream format, as bytes.
 * https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation
 */
const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** A logged event. `data` is JSON, so it holds no line break that would end the field. */
export function encodeEvent(
  id: number,
  type: string,
  data: string,
): Uint8Array {
  return encoder.encode(
    `id: ${id}\nevent: ${type}\ndata: {"type":${
      JSON.stringify(type)
    },"data":${data}}\n\n`,
  );
}

/** A signal or a word of the stream itself: it has no place in the log, so no id. */
export function encodeSignal(
  type: string,
  data: object,
  retryMs?: number,
): Uint8Array {
  const retry = retryMs === undefined ? "" : `retry: ${retryMs}\n`;
  return encoder.encode(
    `${retry}event: ${type}\ndata: ${envelope(type, data)}\n\n`,
  );
}

/** What the frame of an event or a signal tells. */
export function decodeFrame(frame: Uint8Array): Told {
  const text = decoder.decode(frame);
  return JSON.parse(text.slice(text.indexOf("\ndata: ") + 7));
}

/** The first event of every stream. `position` is where the client stands now. */
export function encodeConnected(
  retryMs: number,
  position: number,
  data: object,
): Uint8Array {
  return encoder.encode(
    `retry: ${retryMs}\nevent: connected\nid: ${position}\ndata: ${
      envelope("connected", data)
    }\n\n`,
  );
}

/** The log does not reach back to the client's position: it has to fetch anew, as of `position`. */
export function encodeReset(reason: string, position: number): Uint8Array {
  return encoder.encode(
    `id: ${position}\nevent: reset\ndata: ${
      envelope("reset", { reason, position })
    }\n\n`,
  );
}

/** Moves the client's position along without an event: a comment and an id, no data. */
export function encodePing(position: number): Uint8Array {
  return encoder.encode(`id: ${position}\n: ping ${position}\n\n`);
}

function envelope(type: string, data: object): string {
  return JSON.stringify({ type, data });
}
