import { z } from "zod";

/** `GET /api/messaging/events`. A malformed `after` is no error: it is answered with a reset. */
export const EventsQuery = z.object({
  after: z.string().optional().meta({
    description: "Position; absent: from now on",
  }),
  types: z.string().optional().meta({
    description: "Only what is of these types, separated by commas",
  }),
  limit: z.coerce.number().int().min(1).max(1_000).default(100),
  wait: z.coerce.number().min(0).max(25).default(0).meta({
    description: "Seconds to wait for the first event",
  }),
});

const Told = z.object({
  type: z.string(),
  data: z.record(z.string(), z.unknown()),
});

export const PolledEvents = z.object({
  events: z.array(z.object({
    id: z.number().int(),
    type: z.string(),
    data: z.record(z.string(), z.unknown()),
  })),
  position: z.number().int().meta({ description: "The last id looked at" }),
  derived: z.array(Told),
  signals: z.array(Told).meta({
    description:
      "What is told and not kept, such as who is writing: the newest of each kind since the last answer",
  }),
  reset: z.object({ reason: z.string(), position: z.number().int() })
    .nullable(),
}).meta({ id: "PolledEvents" });
