import {
  body,
  json,
  type Operations,
  problems,
  PUBLIC,
} from "../http/openapi.ts";
import { LoginInput, Session } from "./contract.ts";

const tags = ["session"];

export const authOperations: Operations = {
  "/api/auth/login": {
    post: {
      ...PUBLIC,
      operationId: "login",
      summary: "Sign in",
      description: "The answer also sets the session cookie.",
      tags,
      requestBody: body(LoginInput),
      responses: {
        200: json(Session, "Signed in"),
        ...problems(400, 401, 403, 413, 415, 422, 429, 503),
      },
    },
  },
  "/api/auth/refresh": {
    post: {
      operationId: "refreshSession",
      summary: "Get a new token",
      description:
        "Takes an expired token too, while its session lives, and makes the session last longer.",
      tags,
      responses: {
        200: json(Session, "The session, with a new token"),
        ...problems(401, 403, 503),
      },
    },
  },
  "/api/auth/logout": {
    post: {
      ...PUBLIC,
      operationId: "logout",
      summary: "Sign out",
      description:
        "Ends the session and its streams, on every isolate. Without a session it does nothing.",
      tags,
      responses: {
        204: { description: "Signed out; the cookie is taken away" },
        ...problems(403, 503),
      },
    },
  },
};
