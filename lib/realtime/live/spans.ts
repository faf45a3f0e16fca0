import { type Span, trace } from "@opentelemetry/api";
import type { EventStream } from "./event_stream.ts";

/**
 * OpenTelemetry spans of what the runtime's own do not see: its span of a request ends when the
 * response begins, where a stream has its life before it. They cost nothing while OpenTelemetry
 * is off (`OTEL_DENO`, https://docs.deno.com/runtime/fundamentals/open_telemetry/).
 */
const tracer = () => trace.getTracer("harbor.realtime");

/** The life of a stream, from its opening to its end. */
export function streamSpan(
  { subscriber, clientId, position }: EventStream,
): Span {
  return tracer().startSpan("stream", {
    attributes: {
      "harbor.tenant": subscriber.tenantId,
      "harbor.user": subscriber.userId,
      "harbor.client": clientId,
      "harbor.position": position,
    },
  });
}

/** What the tail has read at once, on its way to the streams; `deliver` returns how many got it. */
export function deliverySpan(events: number, deliver: () => number): number {
  const span = tracer().startSpan("deliver", {
    attributes: { "harbor.events": events },
  });
  try {
    const deliveries = deliver();
    span.setAttribute("harbor.deliveries", deliveries);
    return deliveries;
  } finally {
    span.end();
  }
}
