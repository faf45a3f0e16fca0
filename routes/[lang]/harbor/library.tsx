import { signal } from "@preact/signals";
import { type Context, page } from "fresh";
import { Head } from "fresh/runtime";
import { libraryUrl } from "../../../components/library/library_url.ts";
import { Styles } from "../../../components/kit/Styles.tsx";
import {
  type RefusedFile,
  UploadRefusals,
} from "../../../components/library/UploadRefusals.tsx";
import Library from "../../../islands/Library.tsx";
import { requireActor } from "../../../lib/auth/require_actor.ts";
import { patchOf } from "../../../lib/client/library/page.ts";
import type { LibraryView } from "../../../lib/client/library/store.ts";
import { libraryPlaceOf } from "../../../lib/client/library/place.ts";
import type { HarborView } from "../../../lib/client/page/view.ts";
import { reasonOf } from "../../../lib/client/kit/post_file.ts";
import { parse } from "../../../lib/http/body.ts";
import { define, type State } from "../../../lib/http/define.ts";
import { readForm } from "../../../lib/http/form.ts";
import { methods } from "../../../lib/http/methods.ts";
import { idOf } from "../../../lib/http/path_id.ts";
import { Problem } from "../../../lib/http/problem.ts";
import {
  LIBRARY_WORDS,
  type LibraryWords,
} from "../../../lib/i18n/library/words.ts";
import { translate } from "../../../lib/i18n/translate.ts";
import { changeFile } from "../../../lib/media/change.ts";
import { MediaPatch } from "../../../lib/media/contract.ts";
import { LibraryQuery, readLibrary } from "../../../lib/media/library.ts";
import { UPLOADING } from "../../../lib/media/rates.ts";
import { removeFile } from "../../../lib/media/remove.ts";
import { uploadFiles } from "../../../lib/media/upload.ts";
import { readPreferences } from "../../../lib/preferences.ts";

const STYLES = [
  "kit/browsing",
  "files/file",
  "files/storage",
  "library/library",
  "library/uploads",
  "library/file-list",
  "library/file-pane",
];

export const handler = define.handlers(methods({
  async GET(ctx) {
    const library = await readPage(ctx);
    const { place, open } = library;
    const isMissing = place.value.file !== null && open.value === null;
    const status = isMissing ? 404 : 200;
    return page({ library, refused: [] as RefusedFile[] }, { status });
  },

  /** The page's forms, for readers without JavaScript. */
  async POST(ctx) {
    const contentType = ctx.req.headers.get("content-type") ?? "";
    return contentType.startsWith("multipart/")
      ? await upload(ctx)
      : await change(ctx, await readForm(ctx));
  },
}));

/** Reads what the page shows, and sets the view's position to when that was true. */
async function readPage(
  { url, req, state }: Context<State>,
): Promise<LibraryView> {
  const view = state.view!;
  const query = parse(LibraryQuery, Object.fromEntries(url.searchParams));
  const { list, file, usage } = await readLibrary(
    state.services,
    requireActor(state),
    query,
    req.signal,
  );
  // The stream goes on from the smaller position, and may tell some events twice.
  view.position = Math.min(view.position, list.position);
  const { layout } = readPreferences(req.headers.get("cookie"));
  return {
    place: signal(libraryPlaceOf(url, layout)),
    files: signal(list.items),
    nextCursor: signal(list.nextCursor),
    open: signal(file),
    usage: signal(usage),
  };
}

/** Shows the library with the files that were taken, and why others were not. */
async function upload(ctx: Context<State>) {
  const { services } = ctx.state;
  const actor = requireActor(ctx.state);
  services.rateLimits.take(UPLOADING, actor);
  let refused: { fileName: string | null; type: string; status: number }[];
  try {
    refused = (await uploadFiles(services, actor, ctx.req)).errors;
  } catch (error) {
    if (!(error instanceof Problem) || error.status >= 500) throw error;
    const { type, status } = error;
    refused = [{ fileName: null, type, status }];
  }
  if (refused.length === 0) {
    return ctx.redirect(ctx.url.pathname + ctx.url.search, 303);
  }
  const reasons = refused.map(({ fileName, ...problem }) => ({
    fileName,
    reason: reasonOf(problem),
  }));
  const library = await readPage(ctx);
  return page({ library, refused: reasons }, { status: refused[0].status });
}

/** Changes or deletes the file that is open. */
async function change(ctx: Context<State>, form: URLSearchParams) {
  const { services, view } = ctx.state;
  const actor = requireActor(ctx.state);
  const { layout } = readPreferences(ctx.req.headers.get("cookie"));
  const place = libraryPlaceOf(ctx.url, layout);
  const id = idOf(ctx.url.searchParams.get("file") ?? "", "Media file");
  if (form.get("intent") === "delete") {
    await removeFile(services, actor, id);
    const url = libraryUrl(view!.language, { ...place, file: null });
    return ctx.redirect(url, 303);
  }
  const patch = parse(MediaPatch, patchOf(form));
  await changeFile(services, actor, id, patch);
  return ctx.redirect(libraryUrl(view!.language, place), 303);
}

/** Gives the page's view the library's words. It stays the same object for all islands. */
function viewOf({ view }: State): HarborView<LibraryWords> {
  return Object.assign(view!, { words: LIBRARY_WORDS[view!.language] });
}

export default define.page<typeof handler>(function LibraryPage(
  { data: { library, refused }, state },
) {
  const view = viewOf(state);
  const { words, limits } = view;
  const title = translate(words, "app.title", {
    page: translate(words, "library.title"),
  });
  return (
    <main class="library" id="content">
      <Head>
        <title>{title}</title>
      </Head>
      <Styles names={STYLES} />
      <UploadRefusals words={words} limits={limits} refused={refused} />
      <Library view={view} library={library} />
    </main>
  );
});
