import assert from "node:assert/strict";
import { createLiveAnswers } from "../../../lib/client/kit/live_answers.ts";

function start() {
  const shown: string[] = [];
  const malformed: unknown[] = [];
  const { apply, fetched } = createLiveAnswers({
    apply({ type }) {
      if (type === "bad" && shown.includes("answer")) throw new TypeError();
      shown.push(type);
    },
    malformed: (what) => void malformed.push(what),
  });
  const come = (type: string) => apply({ id: 1, type, data: {} });
  return { shown, malformed, come, fetched };
}

const show = (shown: string[]) => (answer: string) =>
  void shown.splice(0, shown.length, answer);

Deno.test("what came while a request was under way is on top of its answer", async () => {
  const { shown, come, fetched } = start();
  const answer = Promise.withResolvers<string>();
  come("before");
  const done = fetched(answer.promise, show(shown));
  come("meanwhile");
  answer.resolve("answer");
  assert.equal(await done, "answer");
  assert.deepEqual(shown, ["answer", "meanwhile"]);
});

Deno.test("a request that fails shows nothing, and is told", async () => {
  const { shown, come, fetched } = start();
  const done = fetched(Promise.reject(new Error("no line")), show(shown));
  come("meanwhile");
  await assert.rejects(done, /no line/);
  assert.deepEqual(shown, ["meanwhile"]);
});

Deno.test("what does not fit the answer is counted, and the rest is on top of it", async () => {
  const { shown, malformed, come, fetched } = start();
  const answer = Promise.withResolvers<string>();
  const done = fetched(answer.promise, show(shown));
  come("bad");
  come("good");
  answer.resolve("answer");
  await done;
  assert.deepEqual(shown, ["answer", "good"]);
  assert.equal(malformed.length, 1);
});
