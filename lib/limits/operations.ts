import { z } from "zod";
import { body, json, type Operations, problems } from "../http/openapi.ts";
import { LimitsAnswer, LimitsInput } from "./contract.ts";

const tags = ["administration"];
const path = z.object({ tenantId: z.string() });

export const limitOperations: Operations = {
  "/api/admin/limits": {
    get: {
      operationId: "getLimits",
      summary: "The global limits",
      description: "For global admins.",
      tags,
      responses: {
        200: json(LimitsAnswer, "The limits that hold"),
        ...problems(401, 403, 503),
      },
    },
    put: {
      operationId: "setLimits",
      summary: "Set some of the global limits",
      description:
        "They hold, from what begins next, in every tenant that has no limit of its own.",
      tags,
      requestBody: body(LimitsInput),
      responses: {
        200: json(LimitsAnswer, "The limits that hold now"),
        ...problems(400, 401, 403, 413, 415, 422, 503),
      },
    },
  },
  "/api/admin/tenants/{tenantId}/limits": {
    get: {
      operationId: "getTenantLimits",
      summary: "A tenant's limits",
      description: "For global admins, and the tenant's own.",
      tags,
      requestParams: { path },
      responses: {
        200: json(LimitsAnswer, "The limits that hold in it"),
        ...problems(401, 403, 404, 503),
      },
    },
    put: {
      operationId: "setTenantLimits",
      summary: "Set some of a tenant's limits",
      description: "`null` gives a limit back to the global value.",
      tags,
      requestParams: { path },
      requestBody: body(LimitsInput),
      responses: {
        200: json(LimitsAnswer, "The limits that hold in it now"),
        ...problems(400, 401, 403, 404, 413, 415, 422, 503),
      },
    },
  },
};
