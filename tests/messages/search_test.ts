import assert from "node:assert/strict";
import fc from "fast-check";
import { testServices } from "../support/services.ts";
import { box, send, subjects } from "./given.ts";

async function adaAndBen() {
  const services = await testServices();
  return {
    services,
    ada: await services.user("ada@acme.test"),
    ben: await services.user("ben@acme.test"),
  };
}

Deno.test("a search finds messages that hold all its words, in subject or body, the last one unfinished", async () => {
  const { services, ada, ben } = await adaAndBen();
  await using _ = services;
  await send(services, ada, { subject: "Invoice 4711", body: "is overdue" });
  await send(services, ada, { subject: "Lunch", body: "invoice me later" });
  const found = (q: string) => subjects(services, ben, { q });

  assert.deepEqual(await found("INVOICE"), ["Lunch", "Invoice 4711"]);
  assert.deepEqual(await found("invoice overdue"), ["Invoice 4711"]);
  assert.deepEqual(await found("overdue 47"), ["Invoice 4711"]);
  assert.deepEqual(await found("inv"), ["Lunch", "Invoice 4711"]);
  assert.deepEqual(await found("inv overdue"), []);
  assert.deepEqual(await found("voice"), []);
});

Deno.test("Vietnamese and Arabic are found, with their accents and without", async () => {
  const { services, ada, ben } = await adaAndBen();
  await using _ = services;
  await send(services, ada, {
    subject: "vi",
    body: "Cảng Hải Phòng đã mở cửa trở lại.",
  });
  await send(services, ada, {
    subject: "ar",
    body: "وصلت السفينةُ إلى الميناء صباح اليوم.",
  });
  for (
    const q of ["Hải Phòng", "hai phong", "HẢI PHÒNG", "Hải", "đã mở"]
  ) {
    for (const form of ["NFC", "NFD"]) {
      assert.deepEqual(
        await subjects(services, ben, { q: q.normalize(form) }),
        ["vi"],
        `${q} ${form}`,
      );
    }
  }
  for (const q of ["الميناء", "السفينة", "السفينةُ إلى", "المين"]) {
    assert.deepEqual(await subjects(services, ben, { q }), ["ar"], q);
  }
});

Deno.test("nobody finds what is not in their own box", async () => {
  const { services, ada, ben } = await adaAndBen();
  await using _ = services;
  const chi = await services.user("chi@acme.test");
  const gus = await services.user("gus@globex.test");
  await send(services, ada, { subject: "secret" });
  assert.deepEqual(await subjects(services, ben, { q: "secret" }), ["secret"]);
  for (const stranger of [ada, chi, gus]) {
    for (const box of ["inbox", "archived"] as const) {
      assert.deepEqual(
        await subjects(services, stranger, { q: "secret", box }),
        [],
      );
    }
  }
  assert.deepEqual(
    await subjects(services, ada, { q: "secret", box: "sent" }),
    ["secret"],
  );
});

Deno.test("tenants and FTS5's own columns are no words to find", async () => {
  const { services, ada, ben } = await adaAndBen();
  await using _ = services;
  await send(services, ada);
  for (const q of ["acme", "TenantId", "Subject:hello", "rowid", "rank"]) {
    assert.deepEqual(await subjects(services, ben, { q }), [], q);
  }
});

Deno.test("an empty search is no search, one without a word finds nothing", async () => {
  const { services, ada, ben } = await adaAndBen();
  await using _ = services;
  await send(services, ada, { body: '--- *** "" ()' });
  assert.equal((await box(services, ben, { q: "" })).length, 1);
  assert.equal((await box(services, ben, { q: " \n\u00a0" })).length, 1);
  for (const q of ["-", "---", "*", '"', '""', "()", "\u200b", "^"]) {
    assert.deepEqual(await box(services, ben, { q }), [], q);
    assert.equal(
      (await box(services, ben, { q: `${q} hello ${q}` })).length,
      1,
      q,
    );
  }
});

Deno.test("whatever is typed is a search and never an error", async () => {
  const { services, ada, ben } = await adaAndBen();
  await using _ = services;
  await send(services, ada);
  const syntax = fc.constantFrom(
    '"',
    "'",
    "*",
    "(",
    ")",
    "{",
    "}",
    ":",
    "^",
    "+",
    "-",
    ",",
    "\\",
    "%",
    ";",
    " ",
    "AND",
    "OR",
    "NOT",
    "NEAR(",
    "Subject",
    "TenantId",
    "hello",
    "\u202e",
    "\u0301",
    "\ud83d\ude00",
  );
  const typed = fc.oneof(
    fc.array(syntax, { maxLength: 20 }).map((parts) => parts.join("")),
    fc.string({ unit: "binary", maxLength: 100 })
      .filter((text) => !text.includes("\u0000")),
  ).map((text) => text.slice(0, 200).toWellFormed());
  await fc.assert(
    fc.asyncProperty(typed, async (q) => {
      for (const where of ["inbox", "sent"] as const) {
        assert.ok((await box(services, ben, { q, box: where })).length <= 1);
      }
    }),
    { numRuns: 100 },
  );
  await box(services, ben, { q: "a ".repeat(100) });
});

Deno.test("what is edited is found by its new words only", async () => {
  const { services, ada, ben } = await adaAndBen();
  await using _ = services;
  const { id } = await send(services, ada, { body: "before" });
  await services.db.write((tx) =>
    tx.updateTable("Messages").set({ Body: "after" }).where("Id", "=", id)
      .execute()
  );
  assert.deepEqual(await subjects(services, ben, { q: "before" }), []);
  assert.deepEqual(await subjects(services, ben, { q: "after" }), ["Hello"]);
});
