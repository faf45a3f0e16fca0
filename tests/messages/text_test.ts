import assert from "node:assert/strict";
import fc from "fast-check";
import { SendInput } from "../../lib/messages/contract.ts";
import { getMessage } from "../../lib/messages/get.ts";
import { testServices } from "../support/services.ts";
import { send } from "./given.ts";

Deno.test("subject and body are kept and given back to the letter", async () => {
  await using services = await testServices();
  const ada = await services.user("ada@acme.test");
  const ben = await services.user("ben@acme.test");
  const text = (maxLength: number) =>
    fc.oneof(
      fc.string({ unit: "binary", maxLength }),
      fc.stringMatching(/^[\s\p{Cf}\p{M}"'\\]*$/u, { maxLength }),
    ).filter((text) => !text.includes("\u0000"))
      .map((text) => text.slice(0, maxLength).toWellFormed());

  await fc.assert(
    fc.asyncProperty(text(200), text(1_000), async (subject, body) => {
      const { id } = await send(services, ada, { subject, body });
      const message = await getMessage(services, ben, id);
      assert.equal(message.subject, subject);
      assert.equal(message.body, body);
    }),
    { numRuns: 50 },
  );
});

Deno.test("what the database would not keep is refused, naming the field", () => {
  const input = { subject: "", body: "", recipients: "tenant" };
  assert.ok(SendInput.safeParse(input).success);
  for (
    const [wrong, path, message] of [
      [{ body: "a\u0000b" }, "body", /U\+0000/],
      [{ subject: "\u0000" }, "subject", /U\+0000/],
      [{ body: "\ud800" }, "body", /surrogate/],
      [{ clientId: "a\u0000" }, "clientId", /U\+0000/],
      [{ clientId: "" }, "clientId", /1/],
      [{ clientId: "x".repeat(101) }, "clientId", /100/],
      [{ recipients: undefined }, "recipients", /at least one/],
      [{ recipients: [] }, "recipients", /./],
      [{ recipients: "everybody" }, "recipients", /./],
      [{ recipients: Array(1_001).fill("a@b.c") }, "recipients", /./],
      [{ priority: "top" }, "priority", /./],
      [{ expiresAt: "tomorrow" }, "expiresAt", /./],
      [{ attachments: [0] }, "attachments", /./],
    ] as const
  ) {
    const { error } = SendInput.safeParse({ ...input, ...wrong });
    assert.equal(error?.issues[0].path[0], path);
    assert.match(error!.issues[0].message, message);
  }
});
