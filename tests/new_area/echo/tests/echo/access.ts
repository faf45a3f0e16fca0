import { type AccessRow, everybody } from "../support/access.ts";

const PAGE = "/[lang]/harbor/echo";

/** Who gets which answer from the routes of this room. */
export const access: AccessRow[] = [
  { route: "/api/echoes", method: "GET", answers: 200 },
  {
    route: "/api/echoes",
    method: "POST",
    body: { text: "Ahoy" },
    answers: 201,
  },
  {
    route: "/api/echoes/hook",
    method: "POST",
    signedByKey: true,
    answers: everybody(401),
  },
  {
    route: PAGE,
    method: "GET",
    path: "/en/harbor/echo",
    answers: [302, 200, 200, 200, 200, 200, 200],
  },
  {
    route: PAGE,
    method: "POST",
    path: "/en/harbor/echo",
    form: { text: "By form" },
    answers: everybody(303),
  },
];
