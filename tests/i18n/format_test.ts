import assert from "node:assert/strict";
import {
  formatFullTime,
  formatListTime,
  formatMessageTime,
  formatNames,
} from "../../lib/i18n/format.ts";

const NOW = new Date("2026-03-12T10:00:00Z");
const SAIGON = "Asia/Saigon";

Deno.test("a list tells times as short as it can", () => {
  const told = (time: string) => formatListTime("en", SAIGON, time, NOW);
  assert.equal(told("2026-03-12T02:41:00Z"), "09:41");
  assert.equal(told("2026-03-10T02:41:00Z"), "Tue");
  assert.equal(told("2026-03-06T02:41:00Z"), "Fri");
  assert.equal(told("2026-03-05T02:41:00Z"), "5 Mar");
  assert.equal(told("2024-03-12T02:41:00Z"), "12/03/2024");
});

Deno.test("a day begins where the reader is", () => {
  const lateYesterday = "2026-03-11T16:59:00Z";
  assert.equal(formatListTime("en", SAIGON, lateYesterday, NOW), "Wed");
  assert.equal(
    formatListTime("en", SAIGON, "2026-03-11T17:00:00Z", NOW),
    "00:00",
  );
});

Deno.test("a clock that is behind the server's makes no weekday of the future", () => {
  assert.equal(
    formatListTime("en", SAIGON, "2026-03-13T02:41:00Z", NOW),
    "13 Mar",
  );
});

Deno.test("each language tells times its own way", () => {
  const tuesday = "2026-03-10T02:41:00Z";
  assert.equal(formatListTime("vi", SAIGON, tuesday, NOW), "Thứ Ba");
  assert.equal(formatListTime("ar", SAIGON, tuesday, NOW), "الثلاثاء");
  assert.equal(
    formatMessageTime("en", SAIGON, tuesday, NOW),
    "10 Mar 2026, 09:41",
  );
  assert.match(
    formatFullTime("en", SAIGON, tuesday),
    /Tuesday,? 10 March 2026/,
  );
});

Deno.test("names are listed with the language's own word", () => {
  assert.equal(formatNames("en", ["Ada", "Ben", "Chi"]), "Ada, Ben and Chi");
  assert.equal(formatNames("vi", ["Ada", "Ben"]), "Ada và Ben");
});
