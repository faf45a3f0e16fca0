import type { AccessRow, Given } from "../support/access.ts";

/** Who gets which answer from the routes of this room. */
export const access: AccessRow[] = [
  { route: "/api/people", method: "GET", answers: 200 },
  {
    route: "/api/admin/users",
    method: "GET",
    answers: [401, 403, 403, 200, 200, 403, 200],
  },
  {
    route: "/api/admin/users",
    method: "GET",
    path: "/api/admin/users?tenant=acme",
    answers: [401, 403, 403, 200, 200, 404, 404],
  },
  {
    route: "/api/admin/users",
    method: "GET",
    path: "/api/admin/users?tenant=nowhere",
    answers: [401, 404, 404, 404, 404, 404, 404],
  },
  {
    route: "/api/admin/users/[id]",
    method: "PATCH",
    path: "/api/admin/users/{user}",
    body: { role: "agent" },
    answers: [401, 403, 403, 200, 200, 404, 404],
  },
  {
    route: "/api/admin/tenants/[tenantId]",
    method: "PATCH",
    path: "/api/admin/tenants/acme",
    body: { isActive: true },
    answers: [401, 403, 403, 403, 200, 404, 404],
  },
  {
    route: "/api/admin/tenants/[tenantId]/deactivate",
    method: "POST",
    path: "/api/admin/tenants/system/deactivate",
    answers: [401, 404, 404, 404, 409, 404, 404],
  },
  {
    route: "/api/me/password",
    method: "POST",
    body: { current: "a guess", password: "another one" },
    answers: 422,
  },
];

/** Ben. */
export const given: Given = async (ada) => {
  const { items: [{ id }] } = await ada.get("/api/people?q=ben@acme.test");
  return { user: id };
};
