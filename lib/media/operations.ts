import { z } from "zod";
import {
  body,
  json,
  type Operations,
  problem,
  problems,
} from "../http/openapi.ts";
import { PROBLEM_TYPES } from "../shared/problem_types.ts";
import {
  MediaDetail,
  MediaFile,
  MediaPage,
  MediaPatch,
  MediaQuery,
  TenantUsage,
  UploadAnswer,
  UploadFields,
  Usage,
} from "./contract.ts";

const tags = ["media"];
const path = z.object({ id: z.int().positive() });
const binary = { schema: { type: "string" as const, format: "binary" } };

const gone = { description: "It is gone" };
const partial = {
  description: "The range that was asked for",
  content: { "application/octet-stream": binary },
};
const unchanged = { description: "You have it: see `ETag`" };

export const mediaOperations: Operations = {
  "/api/messaging/attachments/upload": {
    post: {
      operationId: "uploadFiles",
      summary: "Upload files into your library",
      description:
        "Each file stands alone: those that are refused are in `errors`. When none is taken, the problem of the first is answered. The same `clientId` again takes nothing: 200 answers the files of the first upload. A picture that cannot be shown safely, or soon, is taken without a thumbnail.",
      tags,
      requestBody: {
        required: true,
        content: {
          "multipart/form-data": {
            schema: UploadFields.extend({ file: z.array(z.file()) }),
          },
        },
      },
      responses: {
        200: json(UploadAnswer, "Uploaded before, with the same `clientId`"),
        201: json(UploadAnswer, "One or more were taken"),
        ...problems(401, 429),
        400: problem("The body is malformed, broke off or stood still"),
        413: problem(
          `A file is larger than the tenant's limit or than the scanner takes, or there is too much in one request; or there is no room left for it (of the type ${PROBLEM_TYPES.overQuota})`,
        ),
        415: problem(
          `A file's type is not allowed; or its first bytes, or the type that it is declared as, contradict its name (of the type ${PROBLEM_TYPES.misnamed}); or it is empty (${PROBLEM_TYPES.emptyFile}); or the body is not \`multipart/form-data\``,
        ),
        422: problem(
          `A file holds malware, or there is none: of the type ${PROBLEM_TYPES.malware} or ${PROBLEM_TYPES.noFile}; or \`clientId\` is wrong`,
        ),
        503: problem(
          "The file store or the database is away or full, or too many upload; `Retry-After` says when to try again, in seconds",
        ),
      },
    },
  },
  "/api/media": {
    get: {
      operationId: "listMedia",
      summary: "List the files in your library",
      tags,
      requestParams: { query: MediaQuery },
      responses: {
        200: json(MediaPage, "A page, newest first"),
        ...problems(401, 422, 503),
      },
    },
  },
  "/api/media/usage": {
    get: {
      operationId: "getUsage",
      summary: "What your files take, and may",
      tags,
      responses: {
        200: json(Usage, "What is used and free"),
        ...problems(401, 503),
      },
    },
  },
  "/api/admin/tenants/{tenantId}/usage": {
    get: {
      operationId: "getTenantUsage",
      summary: "What a tenant's files take, and whose they are",
      description: "For global admins, and the tenant's own.",
      tags: ["administration"],
      requestParams: { path: z.object({ tenantId: z.string() }) },
      responses: {
        200: json(TenantUsage, "What is used and free"),
        ...problems(401, 403, 404, 503),
      },
    },
  },
  "/api/media/{id}": {
    get: {
      operationId: "getMedia",
      summary: "One file, and which of your messages it is in",
      tags,
      requestParams: { path },
      responses: {
        200: json(MediaDetail, "The file"),
        ...problems(401, 404, 503),
      },
    },
    patch: {
      operationId: "changeMedia",
      summary: "Rename, describe or share a file",
      tags,
      requestParams: { path },
      requestBody: body(MediaPatch),
      responses: {
        200: json(MediaFile, "The file as it is now"),
        ...problems(400, 401, 403, 404, 409, 413, 415, 422, 503),
      },
    },
    delete: {
      operationId: "deleteMedia",
      summary: "Take a file out of the library",
      description:
        "In the messages that it is attached to it stays readable; once it is in none, its content is removed.",
      tags,
      requestParams: { path },
      responses: { 204: gone, ...problems(401, 403, 404, 503) },
    },
  },
  "/api/media/{id}/content": {
    get: {
      operationId: "mediaContent",
      summary: "A file's content",
      description:
        "Takes `Range`. A text's `Content-Type` says how it is written (`charset`). 409 with `Retry-After` while it is scanned, 403 when it was found infected.",
      tags,
      requestParams: {
        path,
        query: z.object({
          disposition: z.enum(["attachment", "inline"]).optional().meta({
            description:
              "`inline`: to be shown, where its type is one that runs nothing",
          }),
        }),
      },
      responses: {
        200: {
          description: "All of it",
          content: { "application/octet-stream": binary },
        },
        206: partial,
        304: unchanged,
        ...problems(401, 403, 404, 409, 412, 416, 503),
      },
    },
  },
  "/api/media/{id}/thumbnail": {
    get: {
      operationId: "mediaThumbnail",
      summary: "A picture's thumbnail",
      description: "WebP of at most 512 × 512 pixels, without metadata.",
      tags,
      requestParams: { path },
      responses: {
        200: {
          description: "The thumbnail",
          content: { "image/webp": binary },
        },
        206: partial,
        304: unchanged,
        ...problems(401, 403, 404, 409, 412, 416, 503),
      },
    },
  },
};
