import type { Signal } from "@preact/signals";
import { IS_BROWSER } from "fresh/runtime";
import { useEffect, useMemo, useState } from "preact/hooks";
import "../components/common.ts";
import { Composer } from "../components/messages/compose/Composer.tsx";
import { FilesField } from "../components/messages/compose/FilesField.tsx";
import { Icon } from "../components/kit/Icon.tsx";
import { openSheet } from "../lib/client/messages/compose/sheet.ts";
import { createFileAttacher } from "../lib/client/messages/compose/file_attacher.ts";
import type { Draft } from "../lib/client/messages/compose/draft.ts";
import { followDrops } from "../lib/client/kit/drop_files.ts";
import { pastedFiles } from "../lib/client/kit/paste_files.ts";
import { guardUploads } from "../lib/client/kit/guard_uploads.ts";
import { browserPlatform } from "../lib/client/page/platform.ts";
import { createTellTyping } from "../lib/client/messages/compose/tell_typing.ts";
import { startHarbor } from "../lib/client/page/harbor.ts";
import { createLibrarySearch } from "../lib/client/library/search.ts";
import { createPostFile } from "../lib/client/kit/post_file.ts";
import type { NewMessage } from "../lib/client/messages/outgoing.ts";
import type { MessagesView } from "../lib/client/messages/view.ts";
import { createComposer } from "../lib/client/messages/compose/composer.ts";
import { translate } from "../lib/i18n/translate.ts";

type Picker = typeof import("../components/messages/compose/LibraryPicker.tsx")[
  "LibraryPicker"
];

/** The composer with its files. It is not there while no message is being written. */
export default function Sheet(
  { view, sheet }: { view: MessagesView; sheet: Signal<Draft | null> },
) {
  const tools = useMemo(() => IS_BROWSER ? createTools(view, sheet) : null, []);
  const [Picker, setPicker] = useState<Picker | null>(null);
  const [isPicking, setPicking] = useState(false);
  const draft = sheet.value;
  const coming = tools?.files.coming.value ?? 0;

  useEffect(() => {
    const stops = [
      tools!.files.stop,
      takeFiles(view, sheet, tools!.files),
      guardUploads(() => tools!.files.coming.value > 0),
    ];
    return () => stops.forEach((stop) => stop());
  }, []);

  const isDueNow = draft?.waits === true &&
    (coming === 0 || tools!.files.refusal() !== null);
  useEffect(() => {
    if (isDueNow) tools!.actions.send();
  }, [isDueNow]);

  function pick(): void {
    setPicking(true);
    import("../components/messages/compose/LibraryPicker.tsx").then(
      ({ LibraryPicker }) => setPicker(() => LibraryPicker),
      () => {
        setPicking(false);
        if (!sheet.value) return;
        const files = translate(view.words, "picker.failed");
        sheet.value = { ...sheet.value, refusals: { files } };
      },
    );
  }

  const dropHint = (
    <p class="drop-hint" aria-hidden="true">
      <Icon name="upload" />
      {translate(view.words, "files.drop")}
    </p>
  );
  if (!draft) return dropHint;
  return (
    <>
      {dropHint}
      <Composer
        view={view}
        draft={draft}
        coming={coming}
        actions={tools?.actions ?? null}
        files={tools && (
          <FilesField
            words={view.words}
            limits={view.limits}
            files={tools.files}
            refusal={draft.refusals.files}
            onLibrary={pick}
          />
        )}
      />
      {tools && Picker && isPicking && (
        <Picker
          locale={view}
          library={tools.library}
          most={view.limits.maxFilesPerMessage}
          room={view.limits.maxFilesPerMessage - draft.files.length}
          onPick={tools.files.pick}
          onClose={() => setPicking(false)}
        />
      )}
    </>
  );
}

function createTools(view: MessagesView, sheet: Signal<Draft | null>) {
  const harbor = startHarbor(view);
  const platform = browserPlatform();
  const post = createPostFile(harbor.session, platform);
  const files = createFileAttacher(view, sheet, harbor, post, platform);
  // The mailbox's island, which is on every page with a sheet, has set the actions.
  const send = (message: NewMessage) => view.mailbox.actions!.send(message);
  const tellTyping = createTellTyping(platform, harbor.api);
  const actions = createComposer(view, sheet, { send, tellTyping }, files);
  return { files, actions, library: createLibrarySearch(harbor.api) };
}

/** Takes files that are dropped anywhere, and those that are pasted. Returns how to stop. */
function takeFiles(
  view: MessagesView,
  sheet: Signal<Draft | null>,
  files: { add(files: File[]): void },
): () => void {
  const paste = (event: ClipboardEvent) => {
    const pasted = pastedFiles(event.clipboardData!);
    if (!sheet.value || pasted.files.length === 0) return;
    if (!pasted.hasText) event.preventDefault();
    files.add(pasted.files);
  };
  const stopDrops = followDrops({
    onOver(isOver) {
      document.documentElement.toggleAttribute("data-dropping", isOver);
    },
    onFiles(dropped) {
      if (!sheet.value) openSheet(view, sheet, "new");
      files.add(dropped);
    },
  });
  addEventListener("paste", paste);
  return () => {
    stopDrops();
    removeEventListener("paste", paste);
  };
}
