import { type AccessRow, everybody } from "../support/access.ts";

/** Who gets which answer from the routes of this room. */
export const access: AccessRow[] = [
  { route: "/api/openapi.json", method: "GET", answers: everybody(200) },
  { route: "/", method: "GET", answers: everybody(302) },
  {
    route: "/preferences",
    method: "POST",
    form: { theme: "dark" },
    answers: everybody(303),
  },
];
