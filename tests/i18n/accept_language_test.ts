import assert from "node:assert/strict";
import { acceptedLanguage } from "../../lib/i18n/accept_language.ts";
import { pageLanguage } from "../../lib/i18n/page_language.ts";

Deno.test("the language is the one that the browser asks for most, of those there are", () => {
  assert.equal(acceptedLanguage("vi-VN,vi;q=0.9,en;q=0.8"), "vi");
  assert.equal(acceptedLanguage("fr-FR, ar;q=0.3, en;q=0.5"), "en");
  assert.equal(acceptedLanguage("en;q=0.2,ar-EG"), "ar");
  assert.equal(acceptedLanguage("vi;q=0, ar"), "ar");
});

Deno.test("it is English where the browser asks for none of them, or nonsense", () => {
  for (const header of [null, "", "fr", "*", ";q=1,,", "q=0.5"]) {
    assert.equal(acceptedLanguage(header), "en", `${header}`);
  }
});

Deno.test("an address says more than a choice, a choice more than the browser", () => {
  const language = (path: string, headers: Record<string, string> = {}) => {
    const url = new URL(path, "http://harbor.test");
    return pageLanguage(new Request(url, { headers }), url);
  };
  const accepts = { "accept-language": "vi" };
  const chose = { ...accepts, cookie: "theme=dark; language=ar" };
  assert.equal(language("/en/harbor/messaging", chose), "en");
  assert.equal(language("/login?language=en", chose), "en");
  assert.equal(language("/login", chose), "ar");
  assert.equal(language("/login", accepts), "vi");
  assert.equal(language("/login?language=fr", accepts), "vi");
});
