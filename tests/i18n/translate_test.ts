import assert from "node:assert/strict";
import { MESSAGES_WORDS } from "../../lib/i18n/messages/words.ts";
import { type Language, translate } from "../../lib/i18n/translate.ts";

Deno.test("a count chooses its form, and is written as the language writes numbers", () => {
  const unread = (language: Language, count: number) =>
    translate(MESSAGES_WORDS[language], "messages.unread", { count });
  assert.equal(unread("en", 1), "1 unread message");
  assert.equal(unread("en", 1234), "1,234 unread messages");
  assert.equal(unread("vi", 1234), "1.234 thư chưa đọc");
  assert.equal(unread("ar", 2), "رسالتان غير مقروءتين");
  assert.equal(unread("ar", 3), "3 رسائل غير مقروءة");
  assert.equal(unread("ar", 11), "11 رسالة غير مقروءة");
});

Deno.test("what stands for a placeholder is taken to the letter, whatever it looks like", () => {
  const name = "{reason} $& $1";
  const params = { name, reason: "typo" };
  assert.equal(
    translate(MESSAGES_WORDS.en, "reading.recalledReason", params),
    "{reason} $& $1 took this message back: typo",
  );
});
