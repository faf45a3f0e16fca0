import { z } from "zod";
import {
  createDocument,
  type ZodOpenApiObject,
  type ZodOpenApiPathsObject,
  type ZodOpenApiResponsesObject,
} from "zod-openapi";
import { PROBLEM_TYPES } from "../shared/problem_types.ts";

/** What can be asked of one area, by path and method, described beside its contract. */
export type Operations = ZodOpenApiPathsObject;

/** As RFC 9457 has it; `errors` names each field that is wrong, with 422. */
const ProblemDetails = z.object({
  type: z.string().meta({
    description: `"about:blank" where the status says enough; else one of ${
      Object.values(PROBLEM_TYPES).join(", ")
    }`,
  }),
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
  errors: z.array(z.object({ path: z.string(), message: z.string() }))
    .optional(),
}).meta({ id: "Problem" });

const WHY = {
  400: "The body is not JSON, or not UTF-8",
  401: "Nobody is signed in, or the token has expired: refresh it, once",
  403: "Not allowed to you",
  404: "It does not exist, or you may not know of it",
  409: "Not as it is now; it may be possible later",
  412: "The client asked for other bytes than there are",
  413: "The body is larger than 1 MiB",
  415: "The body is not `application/json`",
  416: "There is nothing of that range",
  422: "Some fields are wrong; `errors` names each",
  429: "Too many requests; `Retry-After` says when to try again, in seconds",
  503:
    "The database is busy or away, or the isolate full; `Retry-After` says when to try again, in seconds",
  default: "Whatever else went wrong",
};

/** One object for each schema, so that the document names it once and refers to it. */
const PROBLEMS = Object.fromEntries(
  Object.entries(WHY).map(([status, description]) => [status, {
    id: `Problem-${status}`,
    ...problem(description),
  }]),
);

const ownOperation: Operations = {
  "/api/openapi.json": {
    get: {
      security: [],
      operationId: "openApi",
      summary: "This document",
      tags: ["operation"],
      responses: {
        200: {
          description: "OpenAPI 3.1",
          content: { "application/json": { schema: { type: "object" } } },
        },
      },
    },
  },
};

/** The OpenAPI 3.1 description of the whole API. It takes some milliseconds to make: keep it. */
export function openApiDocument(areas: Operations[]) {
  const description: ZodOpenApiObject = {
    openapi: "3.1.0",
    info: {
      title: "Harbor Messaging",
      version: "1",
      description:
        "Messages between the people of a tenant, live. Times are ISO 8601 UTC, lists are newest first, and what somebody may not see does not exist for them (404).",
    },
    servers: [{ url: "/" }],
    security: [{ bearer: [] }, { cookie: [] }],
    paths: Object.assign({}, ...areas, ownOperation),
    components: {
      securitySchemes: {
        bearer: {
          type: "http",
          scheme: "bearer",
          bearerFormat: "JWT",
          description: "The `token` that `POST /api/auth/login` answers",
        },
        cookie: {
          type: "apiKey",
          in: "cookie",
          name: "harbor",
          description:
            "Set by `POST /api/auth/login`; on https its name is `__Host-harbor`. Methods that change something need a same-origin request",
        },
      },
    },
  };
  return createDocument(description, {
    // Answers may get new fields, which clients must accept.
    override: ({ jsonSchema, io }) => {
      if (io === "output") delete jsonSchema.additionalProperties;
    },
  });
}

/** For operations that are open to everybody. */
export const PUBLIC = { security: [] };

/** A JSON body, of a request or an answer. */
export function json(schema: z.ZodType, description: string) {
  return { description, content: { "application/json": { schema } } };
}

/** A required JSON body of a request. */
export function body(schema: z.ZodType) {
  return { required: true, content: { "application/json": { schema } } };
}

/** A problem that an operation has its own reasons for. */
export function problem(description: string) {
  return {
    description,
    content: { "application/problem+json": { schema: ProblemDetails } },
  };
}

/** The problems that an operation may answer with. Any other status is a problem too. */
export function problems(
  ...statuses: (keyof typeof WHY)[]
): ZodOpenApiResponsesObject {
  return Object.fromEntries(
    [...statuses, "default" as const].map((status) => [
      status,
      PROBLEMS[status],
    ]),
  );
}
