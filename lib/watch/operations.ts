import { z } from "zod";
import { json, type Operations, problems, PUBLIC } from "../http/openapi.ts";

const tags = ["operation"];
const text = { "text/plain": { schema: z.string() } };

const RealtimeStatus = z.object({
  status: z.enum(["up", "draining"]),
  floor: z.int().meta({ description: "The highest event id that was pruned" }),
  head: z.int().meta({ description: "The last event id given" }),
  lag: z.int().meta({ description: "Events not yet handed to the streams" }),
  connections: z.array(z.object({
    clientId: z.string(),
    tenantId: z.string(),
    userId: z.int(),
    seconds: z.number(),
    queueBytes: z.int(),
  })),
}).meta({ id: "RealtimeStatus" });

export const watchOperations: Operations = {
  "/api/realtime/status": {
    get: {
      operationId: "realtimeStatus",
      summary: "What this isolate's streams are doing",
      description:
        "One's own connections; a tenant's admin sees the tenant's, a global admin all.",
      tags: ["realtime"],
      responses: {
        200: json(RealtimeStatus, "This isolate's state"),
        ...problems(401, 503),
      },
    },
  },
  "/healthz": {
    get: {
      ...PUBLIC,
      operationId: "health",
      summary: "Whether the process serves",
      tags,
      responses: { 200: { description: "It does", content: text } },
    },
  },
  "/readyz": {
    get: {
      ...PUBLIC,
      operationId: "readiness",
      summary: "Whether this isolate should be given traffic",
      tags,
      responses: {
        200: { description: "It should", content: text },
        ...problems(503),
      },
    },
  },
  "/metrics": {
    get: {
      ...PUBLIC,
      operationId: "metrics",
      summary: "This isolate's metrics, in Prometheus' text format",
      description: "Open to loopback, else wants `METRICS_TOKEN` as Bearer.",
      tags,
      responses: {
        200: { description: "The metrics", content: text },
        ...problems(401),
      },
    },
  },
};
