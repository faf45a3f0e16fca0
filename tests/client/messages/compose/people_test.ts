import assert from "node:assert/strict";
import { parsePeople } from "../../../../lib/client/messages/compose/people.ts";

const emails = (text: string) => parsePeople(text).map(({ email }) => email);

const LISTS: [what: string, text: string, emails: string[]][] = [
  ["a name with a comma, quoted", '"Doe, Chi" <chi@acme.test>', [
    "chi@acme.test",
  ]],
  ["a name with a comma, as address books show it", "Doe, Chi <chi@a.test>", [
    "chi@a.test",
  ]],
  ["lines", "ben@a.test\r\nchi@a.test\n\ndora@a.test", [
    "ben@a.test",
    "chi@a.test",
    "dora@a.test",
  ]],
  ["a column and its neighbour", "Ben\tben@a.test\nChi\tchi@a.test", [
    "ben@a.test",
    "chi@a.test",
  ]],
  ["tabs", "ben@a.test\tchi@a.test", ["ben@a.test", "chi@a.test"]],
  ["semicolons", "ben@a.test; chi@a.test;", ["ben@a.test", "chi@a.test"]],
  ["Arabic commas", "ben@a.test، chi@a.test؛ ada@a.test", [
    "ben@a.test",
    "chi@a.test",
    "ada@a.test",
  ]],
  ["spaces alone", "ben@a.test chi@a.test  ada@a.test", [
    "ben@a.test",
    "chi@a.test",
    "ada@a.test",
  ]],
  ["a space of no width at the end", "ben@a.test\u200b", ["ben@a.test"]],
  ["marks of direction around it", "\u202aben@a.test\u202c", ["ben@a.test"]],
  ["a list with its name", "Crew: ben@a.test, chi@a.test;", [
    "ben@a.test",
    "chi@a.test",
  ]],
  ["the same twice, in another case", "Ben@a.test, ben@A.test", ["ben@A.test"]],
  ["a name alone", "Ben Okafor", ["Ben Okafor"]],
  ["nothing", " , ;\n", []],
];

for (const [what, text, expected] of LISTS) {
  Deno.test(`people are read from ${what}`, () => {
    assert.deepEqual(emails(text), expected);
  });
}
