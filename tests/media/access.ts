import { type AccessRow, everybody } from "../support/access.ts";

const PAGE = "/[lang]/harbor/library";

/** Who gets which answer from the routes of this room. */
export const access: AccessRow[] = [
  {
    route: "/api/messaging/attachments/upload",
    method: "POST",
    file: true,
    answers: 201,
  },
  { route: "/api/media", method: "GET", answers: 200 },
  { route: "/api/media/usage", method: "GET", answers: 200 },
  {
    route: "/api/admin/tenants/[tenantId]/usage",
    method: "GET",
    path: "/api/admin/tenants/acme/usage",
    answers: [401, 403, 403, 200, 200, 404, 404],
  },
  {
    route: "/api/media/[id]",
    method: "GET",
    path: "/api/media/{media}",
    answers: [401, 200, 200, 404, 404, 404, 404],
  },
  {
    route: "/api/media/[id]",
    method: "PATCH",
    path: "/api/media/{media}",
    body: { description: "" },
    answers: [401, 200, 403, 404, 404, 404, 404],
  },
  {
    route: "/api/media/[id]",
    method: "DELETE",
    path: "/api/media/{media}",
    answers: [401, 204, 403, 404, 404, 404, 404],
  },
  {
    route: "/api/media/[id]/content",
    method: "GET",
    path: "/api/media/{media}/content",
    answers: [401, 200, 200, 404, 404, 404, 404],
  },
  {
    route: "/api/media/[id]/thumbnail",
    method: "GET",
    path: "/api/media/{media}/thumbnail",
    // A text has none.
    answers: [401, 404, 404, 404, 404, 404, 404],
  },
  {
    route: PAGE,
    method: "GET",
    path: "/en/harbor/library",
    answers: [302, 200, 200, 200, 200, 200, 200],
  },
  {
    route: PAGE,
    method: "GET",
    path: "/en/harbor/library?file={media}",
    answers: [302, 200, 200, 404, 404, 404, 404],
  },
  {
    route: PAGE,
    method: "POST",
    path: "/en/harbor/library",
    file: true,
    answers: everybody(303),
  },
  {
    route: PAGE,
    method: "POST",
    path: "/en/harbor/library?file={media}",
    form: { intent: "save", fileName: "Renamed.txt" },
    answers: [303, 303, 403, 404, 404, 404, 404],
  },
  {
    route: PAGE,
    method: "POST",
    path: "/en/harbor/library?file={media}",
    form: { intent: "delete" },
    answers: [303, 303, 403, 404, 404, 404, 404],
  },
];
