import {
  body,
  json,
  type Operations,
  problems,
  PUBLIC,
} from "../http/openapi.ts";
import { Echo, Echoes, ShoutInput } from "./contract.ts";

const tags = ["echo"];

export const echoOperations: Operations = {
  "/api/echoes": {
    get: {
      operationId: "listEchoes",
      summary: "The newest echoes",
      tags,
      responses: { 200: json(Echoes, "Newest first"), ...problems(401, 503) },
    },
    post: {
      operationId: "shout",
      summary: "Let everybody hear a text",
      tags,
      requestBody: body(ShoutInput),
      responses: {
        201: json(Echo, "What they hear"),
        ...problems(400, 401, 403, 413, 415, 422, 503),
      },
    },
  },
  "/api/echoes/hook": {
    post: {
      ...PUBLIC,
      operationId: "echoHook",
      summary: "Signed by a key instead of a session",
      tags,
      responses: { 204: { description: "Heard" }, ...problems(401, 503) },
    },
  },
};
