import { z } from "zod";
import {
  body,
  json,
  type Operations,
  problem,
  problems,
} from "../http/openapi.ts";
import {
  ManagedTenant,
  ManagedUser,
  ManagedUserPage,
  PasswordChange,
  PeoplePage,
  PeopleQuery,
  TenantPatch,
  UserPatch,
  UsersQuery,
} from "./contract.ts";

const tags = ["administration"];
const tenantPath = z.object({ tenantId: z.string() });

export const tenancyOperations: Operations = {
  "/api/people": {
    get: {
      operationId: "listPeople",
      summary: "The active people of one's own tenant",
      tags: ["people"],
      requestParams: { query: PeopleQuery },
      responses: {
        200: json(PeoplePage, "A page"),
        ...problems(401, 422, 503),
      },
    },
  },
  "/api/me/password": {
    post: {
      operationId: "changePassword",
      summary: "Change your password",
      description: "It ends your other sessions; this one stays.",
      tags: ["session"],
      requestBody: body(PasswordChange),
      responses: {
        204: { description: "Changed" },
        ...problems(400, 401, 403, 413, 415, 429, 503),
        409: problem("It was changed meanwhile"),
        422: problem("The current one is wrong, or the new one no password"),
      },
    },
  },
  "/api/admin/users": {
    get: {
      operationId: "listUsers",
      summary: "The people of a tenant, those who are shut out too",
      description: "For global admins, and the tenant's own.",
      tags,
      requestParams: { query: UsersQuery },
      responses: {
        200: json(ManagedUserPage, "A page, newest first"),
        ...problems(401, 403, 404, 422, 503),
      },
    },
  },
  "/api/admin/users/{id}": {
    patch: {
      operationId: "changeUser",
      summary:
        "Rename somebody, change their role, shut them out or let them in",
      description:
        "Who is shut out loses all sessions and streams at once. A role holds from the next request on.",
      tags,
      requestParams: { path: z.object({ id: z.int().positive() }) },
      requestBody: body(UserPatch),
      responses: {
        200: json(ManagedUser, "As they are now"),
        ...problems(400, 401, 403, 404, 413, 415, 422, 503),
        409: problem(
          "It is yourself, or the last active admin of the tenant",
        ),
      },
    },
  },
  "/api/admin/tenants/{tenantId}": {
    patch: {
      operationId: "changeTenant",
      summary: "Rename a tenant, shut it or open it again",
      description: "For global admins.",
      tags,
      requestParams: { path: tenantPath },
      requestBody: body(TenantPatch),
      responses: {
        200: json(ManagedTenant, "As it is now"),
        ...problems(400, 401, 403, 404, 413, 415, 422, 503),
        409: problem("It is the global admins' own"),
      },
    },
  },
  "/api/admin/tenants/{tenantId}/deactivate": {
    post: {
      operationId: "deactivateTenant",
      summary: "Shut a tenant",
      description:
        "For global admins. Nobody of it can sign in; all their sessions and streams end. Nothing of it is deleted.",
      tags,
      requestParams: { path: tenantPath },
      responses: {
        200: json(ManagedTenant, "As it is now"),
        ...problems(401, 403, 404, 503),
        409: problem("It is the global admins' own"),
      },
    },
  },
};
