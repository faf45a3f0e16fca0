import assert from "node:assert/strict";
import { preferenceCookie, readPreferences } from "../lib/preferences.ts";

const NONE = {
  theme: "system",
  density: "comfortable",
  language: null,
  timeZone: null,
  listWidth: null,
  layout: "grid",
};

Deno.test("what is kept in cookies is read from them", () => {
  const kept = {
    theme: "dark",
    density: "compact",
    language: "ar",
    timeZone: "Asia/Ho_Chi_Minh",
    listWidth: 420,
    layout: "list",
  } as const;
  const names = Object.keys(kept) as (keyof typeof kept)[];
  const header = names.map((name) =>
    preferenceCookie(name, kept[name]).split(";")[0]
  ).join("; ");
  assert.deepEqual(readPreferences(`session=x; ${header}`), kept);
});

Deno.test("what is not understood counts as not chosen", () => {
  assert.deepEqual(readPreferences(null), NONE);
  assert.deepEqual(
    readPreferences(
      "theme=pink; density; language=fr; time_zone=Mars%2FBase; list_width=wide",
    ),
    NONE,
  );
  assert.equal(readPreferences("time_zone=%E0%A4%A").timeZone, null);
});

Deno.test("a list whose width was never chosen has none: the window decides", () => {
  assert.equal(readPreferences("theme=dark").listWidth, null);
});

Deno.test("a list is neither too narrow to read nor wider than its page", () => {
  assert.equal(readPreferences("list_width=1").listWidth, 280);
  assert.equal(readPreferences("list_width=99999").listWidth, 560);
});
