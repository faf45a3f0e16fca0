import assert from "node:assert/strict";
import { signal } from "@preact/signals";
import { createLiveAnswers } from "../../../lib/client/kit/live_answers.ts";
import {
  createLiveList,
  type ListAction,
  type Page,
} from "../../../lib/client/kit/live_list.ts";
import { RequestError } from "../../../lib/client/page/api.ts";
import { createAttempts } from "../../../lib/client/page/attempts.ts";
import { settle } from "../fake_platform.ts";

/** A list of numbers whose pages are answered by hand; a place is a word. */
function start(shown: number[] = [], cursor: string | null = null) {
  const items = signal(shown);
  const nextCursor = signal(cursor);
  const attempts = createAttempts<ListAction>();
  let place = "";
  const asked: {
    place: string;
    cursor?: string;
    limit: number;
    answer: PromiseWithResolvers<Page<number>>;
  }[] = [];
  const list = createLiveList<string, number>({
    attempts,
    fetched: createLiveAnswers({ apply() {}, malformed() {} }).fetched,
    fetchPage(place, part) {
      const answer = Promise.withResolvers<Page<number>>();
      asked.push({ place, ...part, answer });
      return answer.promise;
    },
    place: () => place,
    isSame: (one, other) => one === other,
    items,
    nextCursor,
    replace(page, of) {
      place = of;
      items.value = page.items;
      nextCursor.value = page.nextCursor;
    },
    append(page) {
      items.value = [...items.value, ...page.items];
      nextCursor.value = page.nextCursor;
    },
  });
  const answer = async (index: number, ...items: number[]) => {
    asked[index].answer.resolve({ items, nextCursor: null, position: 60 });
    await settle();
  };
  const fail = async (index: number) => {
    const failure = { reason: "offline", detail: null } as const;
    asked[index].answer.reject(new RequestError(failure));
    await settle();
  };
  return { list, items, asked, answer, fail, failed: attempts.failed };
}

Deno.test("of two places the later one stands, whichever is answered first", async () => {
  const { list, items, answer } = start();
  list.show("a");
  list.show("ab");
  await answer(1, 2);
  assert.equal(list.isLoading.value, false);
  await answer(0, 1);
  assert.deepEqual(items.value, [2]);
});

Deno.test("a place that fails says so, unless another is wanted by then", async () => {
  const { list, fail, failed } = start();
  list.show("a");
  list.show("ab");
  await fail(0);
  assert.deepEqual(failed.value, {});
  await fail(1);
  assert.equal(failed.value.list?.failure.reason, "offline");
});

Deno.test("who goes back to what is shown sees nothing of the place that was under way", async () => {
  const { list, items, answer } = start([9]);
  list.show("a");
  list.stay();
  assert.equal(list.isLoading.value, false);
  await answer(0, 1);
  assert.deepEqual(items.value, [9]);
});

Deno.test("the next page is asked for once, and put at the end", async () => {
  const { list, items, asked, answer } = start([9, 8], "next");
  list.more();
  list.more();
  assert.equal(list.isLoadingMore.value, true);
  assert.deepEqual(asked.map(({ cursor }) => cursor), ["next"]);
  await answer(0, 7);
  assert.deepEqual(items.value, [9, 8, 7]);
  assert.equal(list.isLoadingMore.value, false);
  await list.more();
  assert.equal(asked.length, 1);
});

Deno.test("a page of a list that was replaced meanwhile is not put at its end", async () => {
  const { list, items, answer } = start([9], "next");
  list.more();
  list.show("a");
  await answer(1, 5);
  await answer(0, 8);
  assert.deepEqual(items.value, [5]);
});

Deno.test("as many as are shown are fetched anew, up to what the server gives", async () => {
  for (const [count, limit] of [[1, 50], [70, 70], [300, 100]]) {
    const { list, asked, answer } = start(Array(count).fill(0));
    const refetched = list.refetch();
    assert.equal(asked[0].limit, limit);
    await answer(0, 1);
    assert.equal(await refetched, 60);
  }
});

Deno.test("what is fetched anew is what is wanted by then", async () => {
  const { list, items, asked, answer } = start([9]);
  const refetched = list.refetch();
  list.show("a");
  await answer(1, 5);
  await answer(0, 8);
  assert.deepEqual(asked.map(({ place }) => place), ["", "a", "a"]);
  await answer(2, 6);
  await refetched;
  assert.deepEqual(items.value, [6]);
});
