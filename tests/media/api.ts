import type { Actor } from "../../lib/auth/actor.ts";
import { signToken } from "../../lib/auth/token.ts";
import * as file from "../../routes/api/media/[id]/index.ts";
import * as content from "../../routes/api/media/[id]/content.ts";
import * as thumbnail from "../../routes/api/media/[id]/thumbnail.ts";
import * as library from "../../routes/api/media/index.ts";
import * as usage from "../../routes/api/media/usage.ts";
import * as attachment from "../../routes/api/messaging/attachments/[id].ts";
import * as attach from "../../routes/api/messaging/attachments/attach.ts";
import * as upload from "../../routes/api/messaging/attachments/upload.ts";
import * as message from "../../routes/api/messaging/messages/[id]/index.ts";
import * as messages from "../../routes/api/messaging/messages/index.ts";
import * as send from "../../routes/api/messaging/send.ts";
import * as summaries from "../../routes/api/messages.ts";
import { testApp } from "../http/app.ts";
import {
  type TestServices,
  testServices,
  type TestServicesOptions,
} from "../support/services.ts";

export interface Answer {
  status: number;
  headers: Headers;
  // deno-lint-ignore no-explicit-any -- whatever JSON the wire carries
  json: any;
}

/** Somebody who asks the API. */
export interface Asker {
  actor: Actor;
  fetch(path: string, init?: RequestInit): Promise<Response>;
  ask(path: string, method?: string, body?: unknown): Promise<Answer>;
  /** Uploads these files in one form. */
  upload(...files: File[]): Promise<Answer>;
  /** Uploads one file and gives its id. */
  give(file?: File): Promise<number>;
  /** Sends a message with these files to Ben, or to others. */
  send(mediaIds: number[], more?: object): Promise<Answer>;
}

export interface MediaApi extends AsyncDisposable {
  services: TestServices;
  as(actor: Actor): Promise<Asker>;
  /** Somebody new: `ada@acme.test` is in `acme`. */
  user(email: string, role?: Actor["role"]): Promise<Asker>;
}

export const UPLOAD = "/api/messaging/attachments/upload";

/** The application in this process with all routes of files, on a store of its own. */
export async function mediaApi(
  options: TestServicesOptions = {},
): Promise<MediaApi> {
  const services = await testServices({
    ...options,
    environment: { RATE_LIMIT_SEND: "off", ...options.environment },
  });
  const handle = testApp(services, {
    "/api/media/index": library,
    "/api/media/usage": usage,
    "/api/media/[id]/index": file,
    "/api/media/[id]/content": content,
    "/api/media/[id]/thumbnail": thumbnail,
    "/api/messaging/attachments/upload": upload,
    "/api/messaging/attachments/attach": attach,
    "/api/messaging/attachments/[id]": attachment,
    "/api/messaging/messages/index": messages,
    "/api/messaging/messages/[id]/index": message,
    "/api/messaging/send": send,
    "/api/messages": summaries,
  });

  const as = async (actor: Actor): Promise<Asker> => {
    const { sessionKeys, clock } = services;
    const { token } = await signToken(sessionKeys, actor, clock.now());
    const fetch = (path: string, init: RequestInit = {}) => {
      const headers = new Headers(init.headers);
      headers.set("authorization", `Bearer ${token}`);
      return handle(path, { ...init, headers });
    };
    const ask = async (path: string, method = "GET", body?: unknown) =>
      await answerOf(
        await fetch(path, {
          method,
          ...(body !== undefined && {
            headers: { "content-type": "application/json" },
            body: JSON.stringify(body),
          }),
        }),
      );
    const upload = async (...files: File[]) => {
      const form = new FormData();
      files.forEach((file) => form.append("file", file));
      return await answerOf(
        await fetch(UPLOAD, { method: "POST", body: form }),
      );
    };
    return {
      actor,
      fetch,
      ask,
      upload,
      async give(file = textFile()) {
        const { status, json } = await upload(file);
        if (status !== 201) throw new Error(JSON.stringify(json));
        return json.items[0].id;
      },
      send: (attachments, more = {}) =>
        ask("/api/messaging/send", "POST", {
          subject: "Files",
          body: "",
          recipients: ["ben@acme.test"],
          attachments,
          ...more,
        }),
    };
  };

  return {
    services,
    as,
    user: async (email, role) => await as(await services.user(email, { role })),
    [Symbol.asyncDispose]: () => services[Symbol.asyncDispose](),
  };
}

export function textFile(text = "Hello", name = "hello.txt"): File {
  return new File([text], name, { type: "text/plain" });
}

export async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text();
  const { status, headers } = response;
  return { status, headers, json: text === "" ? undefined : JSON.parse(text) };
}
