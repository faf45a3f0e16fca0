import assert from "node:assert/strict";
import { signal } from "@preact/signals";
import { createFileAttacher } from "../../../../lib/client/messages/compose/file_attacher.ts";
import {
  type Draft,
  newDraft,
} from "../../../../lib/client/messages/compose/draft.ts";
import { MESSAGES_WORDS } from "../../../../lib/i18n/messages/words.ts";
import { UploadError } from "../../../../lib/client/kit/post_file.ts";
import type { MediaFile } from "../../../../lib/media/contract.ts";
import { fakePlatform, settle } from "../../fake_platform.ts";
import { adasView } from "../../fake_view.ts";

const MOST = 2;

Deno.test("files past the most that a message may have are named, and not taken", () => {
  const { sheet, files } = composer();
  files.add([file("a"), file("b"), file("c")]);
  assert.deepEqual(names(sheet.value), ["a", "b"]);
  assert.match(
    sheet.value!.refusals.files!,
    /^A message can have 2 files\. Left out: .c.$/,
  );
  files.pick([1, 2, 3, 4].map(media));
  assert.deepEqual(names(sheet.value), ["a", "b"]);
  assert.match(sheet.value!.refusals.files!, /1\.txt.*2\.txt.*3\.txt. …$/);

  files.remove(sheet.value!.files[0].key);
  assert.equal(sheet.value!.refusals.files, undefined);
  files.pick([media(1)]);
  assert.deepEqual(names(sheet.value), ["b", "1.txt"]);
});

Deno.test("that some were left out is said until the files are changed by hand", async () => {
  const { sheet, files, answers } = composer();
  files.add([file("a"), file("b"), file("c")]);
  answers[0].resolve(media(1));
  await settle();
  assert.equal(sheet.value!.files[0].media?.id, 1);
  assert.match(sheet.value!.refusals.files!, /Left out/);
  files.remove(sheet.value!.files[1].key);
  assert.equal(sheet.value!.refusals.files, undefined);
});

Deno.test("a file of the library is there once, however often it is picked", () => {
  const { sheet, files } = composer();
  files.pick([media(1)]);
  files.pick([media(1), media(2)]);
  assert.deepEqual(names(sheet.value), ["1.txt", "2.txt"]);
  assert.equal(sheet.value!.refusals.files, undefined);
});

Deno.test("a file that is refused is not waited for; one that comes again by itself is", async () => {
  const { files, answers } = composer();
  files.add([file("a"), file("b")]);
  assert.equal(files.refusal(), null);
  answers[0].reject(new UploadError({ reason: "busy", detail: null }));
  await settle();
  assert.equal(files.coming.value, 1);
  assert.equal(files.refusal(), null);
  files.retry(files.shown.value[0].key);
  answers[2].reject(new UploadError({ reason: "misnamed", detail: null }));
  await settle();
  assert.equal(files.coming.value, 1);
  assert.match(files.refusal()!, /1 file/);
});

function composer() {
  const view = adasView();
  const sheet = signal<Draft | null>(newDraft("client"));
  const answers: PromiseWithResolvers<MediaFile>[] = [];
  const files = createFileAttacher(
    {
      words: MESSAGES_WORDS.en,
      limits: { ...view.limits, maxFilesPerMessage: MOST },
    },
    sheet,
    { join: () => () => {} },
    () => {
      const answer = Promise.withResolvers<MediaFile>();
      answers.push(answer);
      return answer.promise;
    },
    fakePlatform(),
  );
  return { sheet, files, answers };
}

function file(name: string): File {
  return new File(["text"], name);
}

function media(id: number): MediaFile {
  return {
    id,
    fileName: `${id}.txt`,
    fileSize: 1,
    state: "ready",
  } as MediaFile;
}

function names(draft: Draft | null): string[] {
  return draft!.files.map(({ name }) => name);
}
