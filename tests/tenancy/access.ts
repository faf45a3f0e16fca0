import type { AccessRow } from "../support/access.ts";

/** Who gets which answer from the routes of this room. */
export const access: AccessRow[] = [
  { route: "/api/people", method: "GET", answers: 200 },
];
