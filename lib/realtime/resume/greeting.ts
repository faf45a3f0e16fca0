import type { HarborValue } from "../event.ts";
import type { EventStream } from "../live/event_stream.ts";
import type { Start } from "../log/position.ts";
import type { DerivedSignal } from "../derived_signal.ts";
import { seen } from "../view.ts";
import { encodeConnected, encodeReset } from "../live/wire.ts";

/** How long a client waits before it comes again, in milliseconds: spread, against herds. */
const RETRY_MS = { least: 1_000, spread: 3_000 };

/** What a stream says first: `connected`, with what is true at its start. */
export function greeting(
  { clientId, subscriber, lens }: EventStream,
  { position, reset }: Start,
  derived: DerivedSignal[],
  values: HarborValue[],
): Uint8Array[] {
  const connected = encodeConnected(
    Math.round(RETRY_MS.least + Math.random() * RETRY_MS.spread),
    position,
    {
      clientId,
      tenantId: subscriber.tenantId,
      userId: subscriber.userId,
      ...Object.assign(
        {},
        ...derived.map((signal) => inConnected(signal, values)),
      ),
      position,
      timestamp: new Date().toISOString(),
      derived: values.flatMap((value) => seen(value, lens?.view) ?? []),
    },
  );
  // The reset goes first: a client cut off between the two must not believe it has all.
  return reset === null
    ? [connected]
    : [encodeReset(reset, position), connected];
}

function inConnected(
  signal: DerivedSignal,
  values: HarborValue[],
): Record<string, unknown> {
  const value = values.find(({ type }) => type === signal.type);
  return value && signal.inConnected
    ? signal.inConnected(value.data.payload)
    : {};
}
