import assert from "node:assert/strict";
import { refuseDrops } from "../../../lib/client/kit/refuse_drops.ts";

Deno.test("a file that nobody takes does not open in place of the page", () => {
  const page = dropPage();
  for (const type of ["dragover", "drop"]) {
    const event = page.dispatch(type, ["Files"]);
    assert.equal(event.defaultPrevented, true, type);
    assert.equal(event.dataTransfer.dropEffect, "none", type);
  }
});

Deno.test("a file that is taken is left to who takes it", () => {
  const page = dropPage();
  const event = page.dispatch("dragover", ["Files"], true);
  assert.equal(event.dataTransfer.dropEffect, "copy");
});

Deno.test("text that is dropped goes where it would", () => {
  const page = dropPage();
  const event = page.dispatch("drop", ["text/plain"]);
  assert.equal(event.defaultPrevented, false);
});

function dropPage() {
  const target = new EventTarget();
  refuseDrops(target);
  return {
    dispatch(type: string, types: string[], isTaken = false) {
      const event = new Event(type, { cancelable: true });
      if (isTaken) event.preventDefault();
      const dataTransfer = { types, dropEffect: "copy" };
      target.dispatchEvent(Object.assign(event, { dataTransfer }));
      return event as Event & { dataTransfer: { dropEffect: string } };
    },
  };
}
