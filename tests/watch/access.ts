import { type AccessRow, everybody } from "../support/access.ts";

/** Who gets which answer from the routes of this room. */
export const access: AccessRow[] = [
  { route: "/healthz", method: "GET", answers: everybody(200) },
  { route: "/readyz", method: "GET", answers: everybody(200) },
  // To this machine; from elsewhere it wants a token.
  { route: "/metrics", method: "GET", answers: everybody(200) },
  { route: "/api/realtime/status", method: "GET", answers: 200 },
];
