import { type ReadonlySignal, signal } from "@preact/signals";
import type { Limits } from "../../limits/contract.ts";
import type { MediaFile } from "../../media/contract.ts";
import { backoff } from "../connection/backoff.ts";
import type { Platform } from "../page/platform.ts";
import { newClientId } from "./client_id.ts";
import { type PostFile, UploadError, type UploadProblem } from "./post_file.ts";

/** One file on its way into the library. */
export interface Upload {
  id: string;
  file: File;
  name: string;
  /** In bytes. */
  size: number;
  /** How many of these bytes have left. When all have, the server is still checking them. */
  sent: number;
  state: "waiting" | "uploading" | "done" | "failed" | "cancelled";
  /** What it has become; when it is done. */
  media?: MediaFile;
  /** Why it failed. */
  problem?: UploadProblem;
}

export interface Uploads {
  /** In the order in which they were added. */
  readonly items: ReadonlySignal<Upload[]>;
  /** Begins to upload them, a few at a time. Returns their ids. */
  add(files: Iterable<File>): string[];
  /** Stops one that is not done. It stays in the list, to be tried again. */
  cancel(id: string): void;
  /** One that failed or was cancelled, from its first byte on. */
  retry(id: string): void;
  /** Stops it where it is not done, and forgets it. What is done stays in the library. */
  remove(id: string): void;
  /**
   * The connection is back: tries again what failed for want of it. What the server asked to come
   * later does so by itself.
   */
  catchUp(): void;
}

export interface UploadsOptions {
  post: PostFile;
  platform: Pick<Platform, "after" | "random">;
  limits: Pick<Limits, "maxFileBytes">;
  /** It is in the library now. */
  onDone?(media: MediaFile): void;
}

/** How many are uploaded at once: more would only share the same line. */
const AT_A_TIME = 3;

/** Uploads files, each by a request of its own, so that each can be stopped and tried again. */
export function createUploads(
  { post, platform, limits, onDone }: UploadsOptions,
): Uploads {
  const items = signal<Upload[]>([]);
  const underWay = new Map<string, AbortController>();

  function add(files: Iterable<File>): string[] {
    const added = Array.from(files, asUpload);
    items.value = [...items.value, ...added];
    goOn();
    return added.map(({ id }) => id);
  }

  function asUpload(file: File): Upload {
    const { name, size } = file;
    const upload = { id: newClientId(), file, name, size, sent: 0 };
    if (size <= limits.maxFileBytes) return { ...upload, state: "waiting" };
    const problem: UploadProblem = { reason: "tooLarge", detail: null };
    return { ...upload, state: "failed", problem };
  }

  /** Begins as many as may be. */
  function goOn(): void {
    for (const upload of items.value) {
      if (underWay.size >= AT_A_TIME) return;
      if (upload.state === "waiting") uploadOne(upload);
    }
  }

  async function uploadOne({ id, file, size }: Upload): Promise<void> {
    const abort = new AbortController();
    underWay.set(id, abort);
    change(id, { state: "uploading", sent: 0 });
    // It may be cancelled, and even be under way anew, before this attempt has ended.
    const changeIfCurrent = (to: Partial<Upload>) => {
      if (underWay.get(id) === abort) change(id, to);
    };
    try {
      const media = await post(file, {
        clientId: id,
        signal: abort.signal,
        onProgress: (sent) => changeIfCurrent({ sent: Math.min(sent, size) }),
      });
      changeIfCurrent({ state: "done", sent: size, media });
      onDone?.(media);
    } catch (error) {
      if (abort.signal.aborted) return;
      if (!(error instanceof UploadError)) throw error;
      changeIfCurrent({ state: "failed", sent: 0, problem: error.problem });
      retryLater(id, error.problem);
    } finally {
      if (underWay.get(id) === abort) underWay.delete(id);
      goOn();
    }
  }

  /** When the server has asked for, unless it has been tried again or removed until then. */
  function retryLater(id: string, problem: UploadProblem): void {
    if (problem.retryAfter === undefined) return;
    const pause = problem.retryAfter + backoff(0, platform.random);
    platform.after(pause, () => {
      const upload = items.value.find((upload) => upload.id === id);
      if (upload?.problem === problem) retry(id);
    });
  }

  function change(id: string, to: Partial<Upload>): void {
    items.value = items.value.map((upload) =>
      upload.id === id ? { ...upload, ...to } : upload
    );
  }

  function stop(id: string): void {
    underWay.get(id)?.abort();
    underWay.delete(id);
  }

  function cancel(id: string): void {
    const upload = items.value.find((upload) => upload.id === id);
    if (!upload || !isOnItsWay(upload)) return;
    stop(id);
    change(id, { state: "cancelled", sent: 0 });
    goOn();
  }

  function retry(id: string): void {
    const upload = items.value.find((upload) => upload.id === id);
    if (upload?.state !== "failed" && upload?.state !== "cancelled") return;
    change(id, { state: "waiting", sent: 0, problem: undefined });
    goOn();
  }

  return {
    items,
    add,
    cancel,
    retry,
    remove(id) {
      stop(id);
      items.value = items.value.filter((upload) => upload.id !== id);
      goOn();
    },
    catchUp() {
      for (const { id, state, problem } of items.value) {
        if (state !== "failed" || problem?.retryAfter !== undefined) continue;
        if (problem?.reason === "offline" || problem?.reason === "busy") {
          retry(id);
        }
      }
    },
  };
}

/** Whether something is still to come of it without being asked for. */
export function isOnItsWay({ state }: { state: string }): boolean {
  return state === "waiting" || state === "uploading";
}
