import { z } from "zod";
import { body, json, type Operations, problems } from "../http/openapi.ts";
import { type LimitedAreas, limitsInput, limitsSchema } from "./contract.ts";

const tags = ["administration"];
const path = z.object({ tenantId: z.string() });

export function limitOperations(
  areas: LimitedAreas,
): Operations {
  const Limits = limitsSchema(areas);
  const LimitsInput = limitsInput(areas).meta({ id: "LimitsInput" });
  const LimitsAnswer = Limits.extend({
    own: Limits.partial().meta({
      description:
        "Those set at this place itself; the others come from the global ones, and theirs from the server's settings",
    }),
  }).meta({ id: "LimitsAnswer" });
  return {
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
}
