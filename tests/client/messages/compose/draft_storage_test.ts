import assert from "node:assert/strict";
import { startDraft } from "../../../../lib/client/messages/compose/start_draft.ts";
import type { Draft } from "../../../../lib/client/messages/compose/draft.ts";
import {
  dropDraft,
  keepDraft,
  keptDraft,
} from "../../../../lib/client/messages/compose/draft_storage.ts";
import { adasView } from "../../fake_view.ts";

const view = adasView();
const sheet = startDraft("new", null, view, "id");

function storage() {
  const items = new Map<string, string>();
  return {
    items,
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  };
}

Deno.test("a draft comes back as it was left, without what was wrong with it", () => {
  const kept = storage();
  const written: Draft = {
    ...sheet,
    subject: "Berth 4",
    refusals: { to: "Add at least one person." },
  };
  keepDraft(kept, view, written);
  assert.deepEqual(keptDraft(kept, view, sheet), { ...written, refusals: {} });
  dropDraft(kept, view, sheet);
  assert.equal(keptDraft(kept, view, sheet), null);
});

Deno.test("each answer has a draft of its own, and so has each person at this browser", () => {
  const kept = storage();
  keepDraft(kept, view, { ...sheet, subject: "new" });
  keepDraft(kept, view, { ...sheet, kind: "reply", about: 7, subject: "to 7" });
  const subject = (kind: "new" | "reply", about: number | null, as = view) =>
    keptDraft(kept, as, { kind, about })?.subject;
  assert.equal(subject("new", null), "new");
  assert.equal(subject("reply", 7), "to 7");
  assert.equal(subject("reply", 8), undefined);
  const ben = { ...view, me: { ...view.me, userId: 8 } };
  assert.equal(subject("new", null, ben), undefined);
});

Deno.test("where nothing can be kept, writing goes on without", () => {
  const forbidden = () => {
    throw new DOMException("The operation is insecure", "SecurityError");
  };
  const kept = {
    getItem: forbidden,
    setItem: forbidden,
    removeItem: forbidden,
  };
  keepDraft(kept, view, sheet);
  dropDraft(kept, view, sheet);
  assert.equal(keptDraft(kept, view, sheet), null);
});
