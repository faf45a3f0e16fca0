import assert from "node:assert/strict";
import { followDrops } from "../../../lib/client/kit/drop_files.ts";

Deno.test("files that are dropped anywhere are taken, folders passed over", () => {
  const page = dropPage();
  page.dispatch("dragenter", ["Files"]);
  const drop = page.dispatch("drop", ["Files"], [
    fileItem("a.png"),
    fileItem("folder", true),
    fileItem("b.pdf"),
  ]);
  assert.deepEqual(page.taken, ["a.png", "b.pdf"]);
  assert.equal(drop.defaultPrevented, true); // else the browser would open it
});

Deno.test("files are over the page from the first element entered to the last one left", () => {
  const page = dropPage();
  page.dispatch("dragenter", ["Files"]);
  page.dispatch("dragenter", ["Files"]); // a child, before its parent is left
  page.dispatch("dragleave", ["Files"]);
  assert.deepEqual(page.over, [true]);
  page.dispatch("dragleave", ["Files"]);
  assert.deepEqual(page.over, [true, false]);
  page.dispatch("dragenter", ["Files"]);
  page.dispatch("drop", ["Files"]);
  assert.deepEqual(page.over, [true, false, true, false]);
});

Deno.test("files that were over the page already are noticed, too", () => {
  const page = dropPage();
  page.dispatch("dragover", ["Files"]);
  page.dispatch("dragover", ["Files"]);
  assert.deepEqual(page.over, [true]);
  page.dispatch("dragenter", ["Files"]); // another element
  page.dispatch("dragleave", ["Files"]);
  assert.deepEqual(page.over, [true]);
  page.dispatch("dragleave", ["Files"]);
  assert.deepEqual(page.over, [true, false]);
});

Deno.test("text and links that are dragged are left alone", () => {
  const page = dropPage();
  for (const type of ["dragenter", "dragover", "dragleave", "drop"]) {
    const event = page.dispatch(type, ["text/plain"]);
    assert.equal(event.defaultPrevented, false, type);
  }
  assert.deepEqual(page.over, []);
  assert.deepEqual(page.taken, []);
});

Deno.test("after stopping nothing is taken any more", () => {
  const page = dropPage();
  page.stop();
  page.dispatch("drop", ["Files"], [fileItem("a.png")]);
  assert.deepEqual(page.taken, []);
});

function dropPage() {
  const target = new EventTarget();
  const over: boolean[] = [];
  const taken: string[] = [];
  const stop = followDrops({
    onOver: (isOver) => over.push(isOver),
    onFiles: (files) => taken.push(...files.map(({ name }) => name)),
  }, target);
  return {
    over,
    taken,
    stop,
    dispatch(type: string, types: string[], items: unknown[] = []) {
      const event = new Event(type, { cancelable: true });
      Object.assign(event, { dataTransfer: { types, items } });
      target.dispatchEvent(event);
      return event;
    },
  };
}

function fileItem(name: string, isDirectory = false) {
  return {
    kind: "file",
    webkitGetAsEntry: () => ({ isDirectory }),
    getAsFile: () => new File([], name),
  };
}
