import { z } from "zod";
import { json, type Operations, problem, problems } from "../http/openapi.ts";
import { PROBLEM_TYPES } from "../shared/problem_types.ts";
import { EventsQuery, PolledEvents } from "./contract.ts";

const tags = ["realtime"];

const LEAN =
  "Events are lean: of a message, a file or an attachment, a field that would be null, false or `[]`, or the `default` in its schema, is absent; so are a new message's `tenantId` and `createdAt` where they are the envelope's `tenantId` and `timestamp`.";

const position = z.string().optional().meta({
  description:
    "The last event id that the client has; absent: from now on. One that the log does not reach back to is answered by a `reset` event",
});

export const realtimeOperations: Operations = {
  "/api/messaging/stream/{tenantId}": {
    get: {
      operationId: "stream",
      summary: "Everything that happens, as it happens",
      description:
        "Server-sent events: each has an `id`, a type and as `data` the JSON of `{type, data}`. The first is `connected`; every 15 s comes a comment `: ping ID` whose id is the newest position. Only one's own tenant has a stream. " +
        LEAN,
      tags,
      requestParams: {
        path: z.object({ tenantId: z.string() }),
        query: z.object({
          lastEventId: position,
          types: EventsQuery.shape.types,
        }),
        header: z.object({ "last-event-id": position }),
      },
      responses: {
        200: {
          description: "A stream that ends by itself after some minutes",
          content: { "text/event-stream": { schema: z.string() } },
        },
        ...problems(401, 429, 503),
        403: problem(
          `The session is of another tenant: of the type ${PROBLEM_TYPES.otherTenant}`,
        ),
      },
    },
  },
  "/api/messaging/events": {
    get: {
      operationId: "pollEvents",
      summary: "The same events, by polling or long polling",
      description: LEAN,
      tags,
      requestParams: { query: EventsQuery },
      responses: {
        200: json(PolledEvents, "The events past `after`, oldest first"),
        ...problems(401, 422, 503),
      },
    },
  },
};
