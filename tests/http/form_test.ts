import assert from "node:assert/strict";
import type { Incoming } from "../../lib/http/body.ts";
import { readForm } from "../../lib/http/form.ts";
import type { Problem } from "../../lib/http/problem.ts";
import { incoming } from "./incoming.ts";

const FORM = "application/x-www-form-urlencoded";

function posted(body: string, contentType = FORM): Incoming {
  const headers = { "content-type": contentType };
  const init = { method: "POST", headers, body };
  return incoming(new Request("http://harbor.test", init));
}

Deno.test("line ends come as people typed them", async () => {
  const form = await readForm(posted("body=one%0D%0Atwo%0D%0A%0D%0Athree"));
  assert.equal(form.get("body"), "one\ntwo\n\nthree");
});

Deno.test("text in any script comes to the letter", async () => {
  const text = "Đổi lịch & 100 % + رسالة 🚢";
  const form = await readForm(
    posted(`${new URLSearchParams({ text })}`, `${FORM}; charset=UTF-8`),
  );
  assert.equal(form.get("text"), text);
});

Deno.test("what is no form, or too large for one, is refused", async () => {
  const refused = (status: number) => (error: Problem) =>
    error.status === status;
  await assert.rejects(
    readForm(posted("{}", "application/json")),
    refused(415),
  );
  await assert.rejects(
    readForm(posted(`body=${"x".repeat(300_000)}`)),
    refused(413),
  );
});
