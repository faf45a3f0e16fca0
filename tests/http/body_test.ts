import assert from "node:assert/strict";
import { parse, readJson, readText } from "../../lib/http/body.ts";
import { Problem } from "../../lib/http/problem.ts";
import { incoming } from "./incoming.ts";
import { ReadInput, SendInput } from "../../lib/messages/contract.ts";

/** The field errors of what is refused. */
function errorsOf(attempt: () => unknown) {
  try {
    attempt();
  } catch (error) {
    assert.ok(error instanceof Problem && error.status === 422);
    return error.options.errors!.map(({ path }) => path);
  }
  assert.fail("nothing was refused");
}

async function statusOf(request: Request): Promise<number> {
  try {
    await readJson(incoming(request), SendInput);
  } catch (error) {
    assert.ok(error instanceof Problem, String(error));
    return error.status;
  }
  return 200;
}

function post(body: BodyInit, contentType = "application/json"): Request {
  const headers = { "content-type": contentType };
  return new Request("http://localhost", { method: "POST", headers, body });
}

Deno.test("a field of several forms is judged by the form it comes closest to", () => {
  const message = { subject: "a", body: "b" };
  const send = (recipients: unknown) =>
    errorsOf(() => parse(SendInput, { ...message, recipients }));
  assert.deepEqual(send(["a@b.test", {}]), ["recipients.1"]);
  assert.deepEqual(send([2.5]), ["recipients.0"]);
  assert.deepEqual(send([]), ["recipients"]);
  const many = Array.from({ length: 1_001 }, (_, n) => n + 1);
  assert.throws(
    () => parse(SendInput, { ...message, recipients: many }),
    /recipients: .*1000/,
  );
  assert.deepEqual(errorsOf(() => parse(ReadInput, { ids: ["1"] })), ["ids.0"]);
  assert.throws(() => parse(ReadInput, { ids: many }), /ids: .*1000/);
});

Deno.test("a body that is not what it says is refused by kind", async () => {
  assert.equal(await statusOf(post("{", "text/plain")), 415);
  assert.equal(await statusOf(post("{")), 400);
  assert.equal(await statusOf(post(new Uint8Array([0xff, 0xfe]))), 400);
  assert.equal(await statusOf(post("[]")), 422);
  assert.equal(await statusOf(post(`"${"x".repeat(2 ** 20)}"`)), 413);
});

Deno.test("a body may come with its length declared, or in chunks", async () => {
  const text = JSON.stringify({ text: "Xin chào" });
  const bytes = new TextEncoder().encode(text);
  for (const body of [bytes, new Blob([bytes]).stream()]) {
    assert.equal(await readText(incoming(post(body)), 100), text);
  }
  const declared = post(bytes);
  declared.headers.set("content-length", String(bytes.length));
  assert.equal(await readText(incoming(declared), bytes.length), text);
  const tooLong = post(bytes);
  tooLong.headers.set("content-length", String(bytes.length));
  await assert.rejects(
    readText(incoming(tooLong), bytes.length - 1),
    (error: Problem) => error.status === 413,
  );
});

Deno.test("a body that breaks off is the sender's fault", async () => {
  const body = new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode("{"));
    },
    pull(controller) {
      controller.error(new Deno.errors.BadResource("gone"));
    },
  });
  await assert.rejects(
    readText(incoming(post(body)), 100),
    (error: Problem) => error.status === 400,
  );
});
