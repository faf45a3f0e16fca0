import assert from "node:assert/strict";
import { readForm } from "../../lib/http/form.ts";
import type { Problem } from "../../lib/http/problem.ts";

const FORM = "application/x-www-form-urlencoded";

function posted(body: string, contentType = FORM): Request {
  const headers = { "content-type": contentType };
  return new Request("http://harbor.test", { method: "POST", headers, body });
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
