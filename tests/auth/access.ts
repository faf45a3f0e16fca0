import { type AccessRow, everybody } from "../support/access.ts";
import { PASSWORD } from "../support/client.ts";

/** Who gets which answer from the routes of this room. */
export const access: AccessRow[] = [
  {
    route: "/api/auth/login",
    method: "POST",
    body: { email: "ada@acme.test", password: PASSWORD },
    ownSession: true,
    answers: everybody(200),
  },
  { route: "/api/auth/refresh", method: "POST", answers: 200 },
  {
    route: "/api/auth/logout",
    method: "POST",
    ownSession: true,
    answers: everybody(204),
  },
  {
    route: "/logout",
    method: "POST",
    ownSession: true,
    answers: everybody(303),
  },
  { route: "/login", method: "GET", answers: everybody(200) },
  {
    route: "/login",
    method: "POST",
    form: { email: "ada@acme.test", password: PASSWORD },
    ownSession: true,
    answers: everybody(303),
  },
];
