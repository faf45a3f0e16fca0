import { z } from "zod";
import {
  body,
  json,
  type Operations,
  problem,
  problems,
} from "../http/openapi.ts";
import {
  AttachInput,
  AttachmentList,
  BulkInput,
  BulkResult,
  GetQuery,
  IdsInput,
  ListQuery,
  Message,
  MessagePage,
  MessageSummaryPage,
  OwnResult,
  ReadInput,
  ReadResult,
  SendInput,
  SentMessage,
  UnreadCount,
} from "./contract.ts";

const tags = ["messages"];
const path = z.object({ id: z.int().positive() });

export const messageOperations: Operations = {
  "/api/messaging/send": {
    post: {
      operationId: "sendMessage",
      summary: "Send a message",
      description:
        "The same `clientId` again, from the same sender, sends nothing: 200 answers the first message.",
      tags,
      requestBody: body(SendInput),
      responses: {
        201: json(SentMessage, "Sent: the message as its sender sees it"),
        200: json(SentMessage, "Sent before, with the same `clientId`"),
        ...problems(400, 401, 403, 413, 415, 422, 429, 503),
      },
    },
  },
  "/api/messages": {
    get: {
      operationId: "listMessageSummaries",
      summary: "List messages without their bodies",
      tags,
      requestParams: { query: ListQuery },
      responses: {
        200: json(MessageSummaryPage, "A page, newest first"),
        ...problems(401, 422, 503),
      },
    },
  },
  "/api/messaging/messages": {
    get: {
      operationId: "listMessages",
      summary: "List messages with their bodies",
      tags,
      requestParams: { query: ListQuery },
      responses: {
        200: json(MessagePage, "A page, newest first"),
        ...problems(401, 422, 503),
      },
    },
  },
  "/api/messaging/messages/{id}": {
    get: {
      operationId: "getMessage",
      summary: "One message with all its recipients",
      tags,
      requestParams: { path, query: GetQuery },
      responses: {
        200: json(Message, "The message as the asker sees it"),
        ...problems(401, 404, 422, 503),
      },
    },
    delete: {
      operationId: "deleteMessage",
      summary: "Delete a message",
      description:
        "By a recipient: for them alone, and for 30 days it can be restored. By a sender who is no recipient: for everybody, at once and for good.",
      tags,
      requestParams: { path },
      responses: {
        204: { description: "It is in none of your boxes" },
        ...problems(401, 404, 503),
      },
    },
  },
  "/api/messaging/messages/{id}/read": {
    post: {
      operationId: "markMessageRead",
      summary: "Mark a message read",
      description: "Again, it changes nothing and tells nobody.",
      tags,
      requestParams: { path },
      responses: {
        200: json(ReadResult, "It is read"),
        ...problems(401, 404, 503),
      },
    },
  },
  "/api/messaging/messages/{id}/unread": {
    post: {
      operationId: "markMessageUnread",
      summary: "Mark a message unread",
      description:
        "For you alone: its sender has been told that you have read it.",
      tags,
      requestParams: { path },
      responses: {
        200: json(OwnResult, "It is unread"),
        ...problems(401, 404, 503),
      },
    },
  },
  "/api/messaging/messages/{id}/archive": {
    post: {
      operationId: "archiveMessage",
      summary: "Put a message away",
      description: "For you alone; what you have sent leaves Sent, too.",
      tags,
      requestParams: { path },
      responses: {
        200: json(OwnResult, "It is in the archive"),
        ...problems(401, 404, 503),
      },
    },
  },
  "/api/messaging/messages/{id}/unarchive": {
    post: {
      operationId: "unarchiveMessage",
      summary: "Take a message out of the archive",
      tags,
      requestParams: { path },
      responses: {
        200: json(OwnResult, "It is where it was before"),
        ...problems(401, 404, 503),
      },
    },
  },
  "/api/messaging/messages/{id}/restore": {
    post: {
      operationId: "restoreMessage",
      summary: "Take back that you deleted a message",
      description: "Within 30 days.",
      tags,
      requestParams: { path },
      responses: {
        200: json(OwnResult, "It is where it was before"),
        ...problems(401, 404, 503),
        409: problem("You have deleted it for everybody"),
      },
    },
  },
  "/api/messaging/messages/unread": {
    post: {
      operationId: "markMessagesUnread",
      summary: "Mark some messages unread",
      tags,
      requestBody: body(IdsInput),
      responses: {
        200: json(BulkResult, "What became of each"),
        ...problems(400, 401, 413, 415, 422, 503),
      },
    },
  },
  "/api/messaging/messages/bulk": {
    post: {
      operationId: "changeMessages",
      summary: "Do the same to many messages, for you alone",
      tags,
      requestBody: body(BulkInput),
      responses: {
        200: json(BulkResult, "What became of each"),
        ...problems(400, 401, 413, 415, 422, 503),
      },
    },
  },
  "/api/messaging/messages/read": {
    post: {
      operationId: "markMessagesRead",
      summary: "Mark some messages read, or all in the inbox",
      tags,
      requestBody: body(ReadInput),
      responses: {
        200: json(ReadResult, "They are read"),
        ...problems(400, 401, 413, 415, 422, 503),
      },
    },
  },
  "/api/messaging/threads/{threadId}/typing": {
    post: {
      operationId: "tellTyping",
      summary: "Say that you are writing a reply",
      description:
        "The people of the thread's newest message are told by a `typing` signal, which counts for 5 s; of more than 100 others, nobody is told. A thread is named by that message's id.",
      tags,
      requestParams: {
        path: z.object({ threadId: z.int().positive() }),
      },
      responses: {
        204: { description: "They are told, as far as they look" },
        ...problems(401, 404, 429, 503),
      },
    },
  },
  "/api/messaging/attachments/attach": {
    post: {
      operationId: "attachFiles",
      summary: "Attach files to a message that you have sent",
      description: "Those that it has already are passed over.",
      tags,
      requestBody: body(AttachInput),
      responses: {
        200: json(AttachmentList, "All attachments of the message"),
        ...problems(400, 401, 403, 404, 409, 413, 415, 422, 503),
      },
    },
  },
  "/api/messaging/attachments/{id}": {
    get: {
      operationId: "listAttachments",
      summary: "The attachments of a message; the id is the message's",
      tags,
      requestParams: { path },
      responses: {
        200: json(AttachmentList, "All of them, in the order they were added"),
        ...problems(401, 404, 503),
      },
    },
    delete: {
      operationId: "detachFile",
      summary: "Take an attachment off a message that you have sent",
      description: "The file stays in the library.",
      tags,
      requestParams: { path },
      responses: {
        204: { description: "It is off the message" },
        ...problems(401, 403, 404, 503),
      },
    },
  },
  "/api/messaging/unread-count": {
    get: {
      operationId: "unreadCount",
      summary: "How many messages in the inbox are unread",
      description: "Absolute; of two, the one of the higher position is newer.",
      tags,
      responses: {
        200: json(
          UnreadCount,
          "The count, and the position at which it was so",
        ),
        ...problems(401, 503),
      },
    },
  },
};
