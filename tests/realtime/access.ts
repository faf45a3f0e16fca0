import type { AccessRow } from "../support/access.ts";

/** Who gets which answer from the routes of this room. */
export const access: AccessRow[] = [
  {
    route: "/api/messaging/stream/[tenantId]",
    method: "GET",
    path: "/api/messaging/stream/acme?lastEventId=0",
    answers: [401, 200, 200, 200, 403, 403, 403],
  },
  {
    route: "/api/messaging/stream/[tenantId]",
    method: "GET",
    path: "/api/messaging/stream/globex",
    answers: [401, 403, 403, 403, 403, 200, 200],
  },
  {
    route: "/api/messaging/stream/[tenantId]",
    method: "GET",
    path: "/api/messaging/stream/nowhere",
    answers: [401, 403, 403, 403, 403, 403, 403],
  },
  {
    route: "/api/messaging/events",
    method: "GET",
    path: "/api/messaging/events?after=0&limit=1000",
    answers: 200,
  },
];
