import assert from "node:assert/strict";
import {
  canRetry,
  problemInWords,
} from "../../../components/files/file_words.ts";
import type { UploadProblem } from "../../../lib/client/kit/post_file.ts";
import { FILES_WORDS } from "../../../lib/i18n/files/words.ts";

const LANGUAGES = Object.values(FILES_WORDS);
const LIMITS = { maxFileBytes: 1_000 };

const REASONS: UploadProblem["reason"][] = [
  "offline",
  "busy",
  "signedOut",
  "missing",
  "refused",
  "tooLarge",
  "wrongType",
  "misnamed",
  "infected",
  "empty",
  "noFile",
];

Deno.test("each reason why a file was not taken has words of its own, in every language", () => {
  for (const words of LANGUAGES) {
    const said = REASONS.map((reason) =>
      problemInWords(words, LIMITS, { reason })
    );
    assert.equal(new Set(said).size, REASONS.length);
  }
});

Deno.test("a busy server's next try is said in seconds", () => {
  const problem = { reason: "busy", retryAfter: 29_400 } as const;
  for (const words of LANGUAGES) {
    assert.match(problemInWords(words, LIMITS, problem), /30|٣٠/);
  }
});

Deno.test("another try is offered unless the file itself is what is wrong", () => {
  const retried = REASONS.filter((reason) =>
    canRetry({ state: "failed", problem: { reason, detail: null } })
  );
  assert.deepEqual(retried, [
    "offline",
    "busy",
    "signedOut",
    "missing",
    "refused",
  ]);
});
