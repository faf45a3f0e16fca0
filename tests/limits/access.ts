import type { AccessRow } from "../support/access.ts";

const PAGE = "/[lang]/harbor/admin/limits";

/** Who gets which answer from the routes of this room. */
export const access: AccessRow[] = [
  {
    route: "/api/admin/limits",
    method: "GET",
    answers: [401, 403, 403, 403, 200, 403, 403],
  },
  {
    route: "/api/admin/limits",
    method: "PUT",
    body: { maxSubjectLength: 200 },
    answers: [401, 403, 403, 403, 200, 403, 403],
  },
  {
    route: "/api/admin/tenants/[tenantId]/limits",
    method: "GET",
    path: "/api/admin/tenants/acme/limits",
    answers: [401, 403, 403, 200, 200, 404, 404],
  },
  {
    route: "/api/admin/tenants/[tenantId]/limits",
    method: "PUT",
    path: "/api/admin/tenants/acme/limits",
    body: { maxSubjectLength: 200 },
    answers: [401, 403, 403, 200, 200, 404, 404],
  },
  {
    route: "/api/admin/tenants/[tenantId]/limits",
    method: "PUT",
    path: "/api/admin/tenants/acme/limits",
    body: { tenantQuotaBytes: 1_000_000_000_000 },
    answers: [401, 403, 403, 403, 200, 404, 404],
  },
  {
    route: "/api/admin/tenants/[tenantId]/limits",
    method: "GET",
    path: "/api/admin/tenants/nowhere/limits",
    answers: [401, 404, 404, 404, 404, 404, 404],
  },
  {
    route: PAGE,
    method: "GET",
    path: "/en/harbor/admin/limits",
    answers: [302, 403, 403, 200, 200, 403, 200],
  },
  {
    route: PAGE,
    method: "POST",
    path: "/en/harbor/admin/limits?tenant=acme",
    form: { maxFilesPerMessage: "10", inheritsTypes: "true" },
    answers: [303, 403, 403, 303, 303, 403, 303],
  },
];
