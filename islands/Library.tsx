import { useSignal } from "@preact/signals";
import { IS_BROWSER } from "fresh/runtime";
import { useEffect, useMemo } from "preact/hooks";
import "../components/common.ts";
import { failureInWords } from "../components/files/file_words.ts";
import type { FileOutcome } from "../components/library/file_outcome.ts";
import { FileList } from "../components/library/FileList.tsx";
import { FilePane } from "../components/library/FilePane.tsx";
import { Icon } from "../components/kit/Icon.tsx";
import { LibraryEmpty } from "../components/library/LibraryEmpty.tsx";
import { LibraryHead } from "../components/library/LibraryHead.tsx";
import { StorageUse } from "../components/files/StorageUse.tsx";
import { UploadTray } from "../components/library/UploadTray.tsx";
import { useSlow } from "../components/kit/use_slow.ts";
import { followDrops } from "../lib/client/kit/drop_files.ts";
import { startHarbor } from "../lib/client/page/harbor.ts";
import { guardUploads } from "../lib/client/kit/guard_uploads.ts";
import { createLibrary } from "../lib/client/library/library.ts";
import {
  followLibraryKeys,
  followLibraryLinks,
  followLibrarySearch,
  followOpenFile,
  keepLayout,
  patchOf,
} from "../lib/client/library/page.ts";
import type { LibraryView } from "../lib/client/library/store.ts";
import { browserPlatform } from "../lib/client/page/platform.ts";
import { createPostFile } from "../lib/client/kit/post_file.ts";
import { isOnItsWay } from "../lib/client/kit/uploads.ts";
import type { HarborView } from "../lib/client/page/view.ts";
import type { LibraryWords } from "../lib/i18n/library/words.ts";
import { translate } from "../lib/i18n/translate.ts";

/** The files of the reader and the tenant, live, with the open one beside them. */
export default function Library(
  { view, library }: { view: HarborView<LibraryWords>; library: LibraryView },
) {
  const { words, me, limits } = view;
  const place = library.place.value;
  const files = library.files.value;
  const open = library.open.value;
  const isOver = useSignal(false);
  const outcome = useSignal<FileOutcome | null>(null);
  const page = useMemo(
    () => IS_BROWSER ? createPage(view, library) : null,
    [],
  );
  const loading = page?.loading.value;
  const failed = page?.failed.value ?? {};
  const isListSlow = useSlow(loading?.list ?? false);
  const isFileSlow = useSlow((loading?.file ?? null) !== null);

  useEffect(() => {
    if (!page) return;
    const stops = [
      page.stop,
      followLibraryLinks(page),
      followLibrarySearch(library, page),
      followLibraryKeys(library, page),
      followOpenFile(library),
      keepLayout(library),
      guardUploads(() => page.uploads.items.value.some(isOnItsWay)),
      followDrops({
        onOver: (is) => isOver.value = is,
        onFiles: (files) => void page.uploads.add(files),
      }),
    ];
    return () => stops.forEach((stop) => stop());
  }, []);
  useEffect(() => void (outcome.value = null), [place.file]);

  async function onSubmit(event: SubmitEvent) {
    const form = event.target as HTMLFormElement;
    const { file } = library.place.value;
    if (!page || file === null) return;
    event.preventDefault();
    const of = form.matches(".file-form") ? "save" : "delete";
    const failure = of === "save"
      ? await page.change(file, patchOf(new FormData(form)))
      : await page.remove(file);
    outcome.value = {
      of,
      isDone: failure === null,
      text: failure
        ? translate(
          words,
          of === "save" ? "file.notSaved" : "file.notDeleted",
          {
            reason: failureInWords(words, failure),
          },
        )
        : translate(words, "file.saved"),
    };
  }

  return (
    <>
      <LibraryHead
        words={words}
        place={place}
        onFiles={(files) => void page?.uploads.add(files)}
      />
      <div class="library-stage" data-view={place.layout}>
        {failed.list && (
          <div class="older" role="alert">
            <p>{translate(words, "library.failed")}</p>
            <button type="button" class="button" onClick={failed.list.again}>
              {translate(words, "app.retry")}
            </button>
          </div>
        )}
        {isListSlow && (
          <div class="library-loading">
            <i
              class="spinner"
              role="img"
              aria-label={translate(words, "library.loading")}
            />
          </div>
        )}
        {files.length > 0
          ? (
            <FileList
              locale={view}
              place={place}
              files={files}
              nextCursor={library.nextCursor.value}
              isLoadingMore={loading?.more}
              onRetry={failed.more?.again}
            />
          )
          : !loading?.list && !failed.list && (
            <LibraryEmpty words={words} tenant={me.tenantName} place={place} />
          )}
        <StorageUse words={words} usage={library.usage.value} />
        <p class="visually-hidden" role="status">
          {place.q !== "" && !loading?.list &&
            translate(words, "library.found", { count: files.length })}
        </p>
      </div>
      {place.file !== null && (
        <div class="file-side" onSubmit={onSubmit}>
          <FilePane
            locale={view}
            tenant={me.tenantName}
            place={place}
            file={open}
            outcome={outcome.value}
            failed={failed.file ?? (IS_BROWSER ? null : MISSING)}
            isLoading={isFileSlow}
          />
        </div>
      )}
      {page && (
        <UploadTray words={words} limits={limits} uploads={page.uploads} />
      )}
      {isOver.value && (
        <div class="library-drop">
          <p>
            <Icon name="upload" />
            {translate(words, "library.drop")}
          </p>
        </div>
      )}
    </>
  );
}

function createPage(view: HarborView, library: LibraryView) {
  const harbor = startHarbor(view);
  const platform = browserPlatform();
  const post = createPostFile(harbor.session, platform);
  return createLibrary({ view, library, harbor, post, platform });
}

/** A page that the server rendered without the file was asked for one that is not there. */
const MISSING = {
  failure: { reason: "missing", detail: null } as const,
  again() {},
};
