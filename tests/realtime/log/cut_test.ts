import assert from "node:assert/strict";
import fc from "fast-check";
import { fitIntoEvent, MAX_DATA_BYTES } from "../../../lib/realtime/log/cut.ts";

const bytes = (text: string) => new TextEncoder().encode(text).byteLength;

Deno.test("what fits is left to the letter", () => {
  const data = { messageId: 1, payload: { body: "x".repeat(60_000) } };
  assert.equal(fitIntoEvent(data), JSON.stringify(data));
});

Deno.test("what does not fit is cut at its longest, well-formed, and says so", () => {
  const long = fc.string({ unit: "binary", minLength: 1, maxLength: 50 })
    .map((text) => text.repeat(4_000));
  fc.assert(
    fc.property(long, fc.array(fc.string()), (body, recipients) => {
      const text = fitIntoEvent({
        messageId: 1,
        payload: { subject: "kept", body, recipients },
      });
      assert.ok(bytes(text) <= MAX_DATA_BYTES);
      const cut = JSON.parse(text);
      assert.equal(cut.payload.subject, "kept");
      assert.ok(body.startsWith(cut.payload.body));
      assert.equal(cut.truncated === true, cut.payload.body !== body);
    }),
  );
});

Deno.test("a long list is cut as well", () => {
  const recipients = Array.from({ length: 10_000 }, (_, n) => ({
    email: `person${n}@acme.test`,
  }));
  const text = fitIntoEvent({ payload: { body: "kept", recipients } });
  assert.ok(bytes(text) <= MAX_DATA_BYTES);
  const cut = JSON.parse(text);
  assert.equal(cut.payload.body, "kept");
  assert.ok(cut.payload.recipients.length > 100 && cut.truncated);
});
