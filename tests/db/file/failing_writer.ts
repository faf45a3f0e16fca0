/**
 * The thread that writes, made to fail: with `SELECT 'fail'` it dies instead of answering, with
 * `SELECT 'fail at the commit'` when it has committed next.
 */
import "../../../lib/db/file/writer_thread.ts";
import type { Question } from "../../../lib/db/file/writer_messages.ts";

const answer = self.postMessage.bind(self);
let failAt = "SELECT 'fail'";
let isFailing = false;

addEventListener("message", ({ data }: MessageEvent<Question>) => {
  const texts = "statements" in data
    ? data.statements.map(({ sql }) => sql)
    : [];
  isFailing = texts.includes(failAt);
  if (texts.includes("SELECT 'fail at the commit'")) failAt = "COMMIT";
});

self.postMessage = (message: unknown) => {
  if (isFailing) throw new Error("it was made to");
  answer(message);
};
