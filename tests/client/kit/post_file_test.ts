import assert from "node:assert/strict";
import {
  createPostFile,
  UploadError,
  type UploadProblem,
} from "../../../lib/client/kit/post_file.ts";
import { PROBLEM_TYPES } from "../../../lib/shared/problem_types.ts";
import { createSession } from "../../../lib/client/page/session.ts";
import { fakePlatform } from "../fake_platform.ts";

const FILE = new File(["0123456789"], "a.txt");

Deno.test("a file goes as a form, and tells how much of it has left", async () => {
  using requests = fakeRequests({ status: 201, items: [{ id: 7 }] });
  const sent: number[] = [];
  const media = await post((bytes) => sent.push(bytes));
  assert.equal(media.id, 7);
  assert.deepEqual(sent, [4, 10]);
  const [{ method, url, form }] = requests.made;
  assert.equal(`${method} ${url}`, "POST /api/messaging/attachments/upload");
  assert.equal((form.get("file") as File).name, "a.txt");
  // What is to be known before the file has to come before it.
  assert.deepEqual([...form.keys()], ["clientId", "file"]);
  assert.equal(form.get("clientId"), "c1");
});

Deno.test("a session that has run out is renewed, and the file goes once more", async () => {
  using requests = fakeRequests({ status: 401 }, {
    status: 201,
    items: [{ id: 7 }],
  });
  assert.equal((await post()).id, 7);
  assert.equal(requests.made.length, 2);
});

Deno.test("why it was not taken is told as the page has words for", async () => {
  const { malware, misnamed, emptyFile, noFile } = PROBLEM_TYPES;
  const reasons: [number, string, UploadProblem["reason"]][] = [
    [403, "about:blank", "refused"],
    [413, "about:blank", "tooLarge"],
    [415, "about:blank", "wrongType"],
    [415, misnamed, "misnamed"],
    [415, emptyFile, "empty"],
    [422, malware, "infected"],
    [422, noFile, "noFile"],
    [422, "about:blank", "refused"],
    [429, "about:blank", "busy"],
    [503, "about:blank", "busy"],
  ];
  for (const [status, type, reason] of reasons) {
    using _ = fakeRequests({ status, type, detail: "because" });
    assert.deepEqual(await problem(post()), { reason, detail: "because" });
  }
});

Deno.test("what a proxy on the way says is not told as the server's finding", async () => {
  const headers = { "content-type": "application/json" };
  const { malware } = PROBLEM_TYPES;
  using _ = fakeRequests({ status: 422, type: malware, headers });
  assert.equal((await problem(post())).reason, "refused");
});

Deno.test("how long a busy server asks to be left alone is told with it", async () => {
  for (const status of [429, 503]) {
    using _ = fakeRequests({ status, headers: { "retry-after": "30" } });
    assert.deepEqual(await problem(post()), {
      reason: "busy",
      detail: null,
      retryAfter: 30_000,
    });
  }
});

Deno.test("a line on which nothing moves for a minute is no connection", async () => {
  using requests = fakeRequests("never");
  const platform = fakePlatform();
  const posting = problem(post(() => {}, undefined, platform));
  await platform.tick(59_000);
  requests.made[0].upload.onprogress?.({ loaded: 4 });
  await platform.tick(59_000);
  assert.equal(requests.made[0].isAborted, false);
  await platform.tick(1_000);
  assert.equal(requests.made[0].isAborted, true);
  assert.equal((await posting).reason, "offline");
  assert.equal(platform.timers, 0);
});

Deno.test("a line that breaks, and an answer that is none, are no connection", async () => {
  for (const answer of ["broken", "not JSON"] as const) {
    using _ = fakeRequests(answer);
    const { reason } = await problem(post());
    assert.equal(reason, "offline");
  }
});

Deno.test("giving up aborts the request", async () => {
  using requests = fakeRequests("never");
  const abort = new AbortController();
  const posting = problem(post(() => {}, abort.signal));
  abort.abort();
  assert.equal((await posting).reason, "offline");
  assert.equal(requests.made[0].isAborted, true);
});

function post(
  onProgress = (_: number) => {},
  signal?: AbortSignal,
  platform = fakePlatform(),
) {
  platform.answer = () => new Response(null, { status: 204 }); // renews
  return createPostFile(createSession(platform), platform)(FILE, {
    clientId: "c1",
    signal: signal ?? new AbortController().signal,
    onProgress,
  });
}

async function problem(posting: Promise<unknown>): Promise<UploadProblem> {
  try {
    await posting;
  } catch (error) {
    if (error instanceof UploadError) return error.problem;
    throw error;
  }
  throw new Error("It was taken");
}

type Answer =
  | { status: number; headers?: HeadersInit; [field: string]: unknown }
  | string;

const PROBLEM_HEADERS = { "content-type": "application/problem+json" };

/** Stands in for the browser's `XMLHttpRequest`, answering with each of `answers` in turn. */
function fakeRequests(...answers: Answer[]) {
  const made: FakeRequest[] = [];

  class FakeRequest {
    upload: { onprogress?: (event: { loaded: number }) => void } = {};
    onload?: () => void;
    onerror?: () => void;
    onabort?: () => void;
    onloadend?: () => void;
    status = 200;
    responseText = "not JSON";
    headers = new Headers();
    method = "";
    url = "";
    form = new FormData();
    isAborted = false;

    open(method: string, url: string) {
      Object.assign(this, { method, url });
    }

    setRequestHeader() {}

    getResponseHeader(name: string) {
      return this.headers.get(name);
    }

    send(form: FormData) {
      this.form = form;
      const answer = answers[made.push(this) - 1];
      if (answer === "never") return;
      queueMicrotask(() => {
        this.upload.onprogress?.({ loaded: 4 });
        this.upload.onprogress?.({ loaded: 10 });
        if (typeof answer === "object") {
          const { status, headers = PROBLEM_HEADERS, ...body } = answer;
          this.status = status;
          this.headers = new Headers(headers);
          this.responseText = JSON.stringify(body);
        }
        if (answer === "broken") this.onerror?.();
        else this.onload?.();
        this.onloadend?.();
      });
    }

    abort() {
      this.isAborted = true;
      this.onabort?.();
      this.onloadend?.();
    }
  }

  const name = "XMLHttpRequest";
  Object.defineProperty(globalThis, name, {
    value: FakeRequest,
    configurable: true,
  });
  return {
    made,
    [Symbol.dispose]: () => Reflect.deleteProperty(globalThis, name),
  };
}
