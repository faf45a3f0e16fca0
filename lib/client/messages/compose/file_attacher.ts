import { computed, effect, type ReadonlySignal } from "@preact/signals";
import { formatNames } from "../../../i18n/format.ts";
import { isolated, translate } from "../../../i18n/translate.ts";
import type { MediaFile } from "../../../media/contract.ts";
import type { Arrived } from "../../connection/arrivals.ts";
import type { Harbor } from "../../page/part.ts";
import type { Sheet } from "./sheet.ts";
import { type DraftFile, fromLibrary } from "./draft_file.ts";
import {
  isRefused,
  isStuck,
  moved,
  type ShownFile,
  shownFiles,
  withChanged,
  withDone,
} from "./shown_files.ts";
import type { Platform } from "../../page/platform.ts";
import type { PostFile } from "../../kit/post_file.ts";
import { createUploads, isOnItsWay } from "../../kit/uploads.ts";
import type { MessagesView } from "../view.ts";

/** What one can do with the files on the sheet. */
export interface FileAttacher {
  /** In the order in which they go out. */
  readonly shown: ReadonlySignal<ShownFile[]>;
  /** How many are still on their way to the server. */
  readonly coming: ReadonlySignal<number>;
  /** Adds files of this device, and begins to upload them; no more than a message may have. */
  add(files: Iterable<File>): void;
  /** Adds files of the library; those that are there already stay as they are. */
  pick(files: MediaFile[]): void;
  /** Moves a file to another place. */
  move(key: string, to: number): void;
  remove(key: string): void;
  cancel(key: string): void;
  retry(key: string): void;
  /** What keeps the files from being sent as they are, in the reader's words. */
  refusal(): string | null;
  /** Forgets the uploads of what was sent or thrown away. */
  forget(files: DraftFile[]): void;
  /** Ends what follows the uploads and the events; uploads under way go on. */
  stop(): void;
}

/** How many names of files that found no place are told. */
const MOST_NAMED = 3;

/** The files of what is being written on `sheet`. */
export function createFileAttacher(
  { words, limits }: Pick<MessagesView, "words" | "limits">,
  sheet: Sheet,
  harbor: Pick<Harbor, "join">,
  post: PostFile,
  platform: Pick<Platform, "after" | "random">,
): FileAttacher {
  const uploads = createUploads({ post, platform, limits });
  const files = () => sheet.value?.files ?? [];
  const shown = computed(() => shownFiles(files(), uploads.items.value));
  const coming = computed(() => shown.value.filter(isOnItsWay).length);

  /** What was said of files that found no room, until the list is changed by hand. */
  let leftOut: string | undefined;

  const stopFollowing = effect(() =>
    follow(withDone(files(), uploads.items.value))
  );
  const leave = harbor.join({
    apply: applyChange,
    catchUp: uploads.catchUp,
  });

  /** What was wrong before may not be wrong any more. */
  function change(changed: DraftFile[], refusal?: string): void {
    if (!sheet.value || changed === sheet.value.files) return;
    const { files: _, ...refusals } = sheet.value.refusals;
    if (refusal) Object.assign(refusals, { files: refusal });
    sheet.value = { ...sheet.value, files: changed, refusals };
  }

  /** For changes that the writer did not make: what was said of files left out stays. */
  function follow(changed: DraftFile[]): void {
    const refusal = sheet.value?.refusals.files;
    change(changed, refusal === leftOut ? refusal : undefined);
  }

  function applyChange(arrived: Arrived): void {
    if (arrived.type !== "media:update") return;
    const { payload } = arrived.data as { payload: MediaFile };
    if (!("deleted" in payload)) follow(withChanged(files(), payload));
  }

  /** As many as there is room for. */
  function add(given: Iterable<File>): void {
    const all = [...given];
    const taken = all.slice(0, room());
    const keys = uploads.add(taken);
    append(
      taken.map(({ name, size }, index) => (
        { key: keys[index], name, size, media: null }
      )),
      all.slice(taken.length).map(({ name }) => name),
    );
  }

  function append(added: DraftFile[], others: string[]): void {
    leftOut = others.length > 0 ? tooMany(others) : undefined;
    change([...files(), ...added], leftOut);
  }

  function room(): number {
    return Math.max(limits.maxFilesPerMessage - files().length, 0);
  }

  /** Names some of those that found no place. */
  function tooMany(others: string[] = []): string {
    const count = limits.maxFilesPerMessage;
    const most = translate(words, "files.tooMany", { count });
    if (others.length === 0) return most;
    const named = others.slice(0, MOST_NAMED).map(isolated);
    const names = formatNames(words.language, named) +
      (others.length > MOST_NAMED ? " …" : "");
    return `${most} ${translate(words, "files.leftOut", { names })}`;
  }

  return {
    shown,
    coming,
    add,
    pick(media) {
      const has = new Set(files().map(({ media }) => media?.id));
      const added = media.filter(({ id }) => !has.has(id)).map(fromLibrary);
      const taken = added.slice(0, room());
      append(taken, added.slice(taken.length).map(({ name }) => name));
    },
    move: (key, to) => change(moved(files(), key, to)),
    remove(key) {
      uploads.remove(key);
      change(files().filter((file) => file.key !== key));
    },
    cancel: uploads.cancel,
    retry: uploads.retry,
    refusal() {
      if (files().length > limits.maxFilesPerMessage) return tooMany();
      // What is tried again by itself may come along with the others.
      const isLost = coming.value > 0 ? isRefused : isStuck;
      const count = shown.value.filter(isLost).length;
      return count > 0 ? translate(words, "files.stuck", { count }) : null;
    },
    forget: (files) => files.forEach(({ key }) => uploads.remove(key)),
    stop() {
      stopFollowing();
      leave();
    },
  };
}
