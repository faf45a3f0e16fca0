import type { Signal } from "@preact/signals";
import type { Usage } from "../../media/contract.ts";
import { type Api, RequestError } from "../page/api.ts";
import type { Platform } from "../page/platform.ts";

/** How long what changes meanwhile is waited for, in milliseconds: files come many at a time. */
const GATHER_FOR = 1_000;

export interface UsageOptions {
  usage: Signal<Usage>;
  api: Pick<Api, "get">;
  platform: Pick<Platform, "after">;
}

/** Keeps what the reader's files take true, when told that it may have changed. */
export function createUsage(
  { usage, api, platform }: UsageOptions,
): () => void {
  let isDue = false;

  function changed(): void {
    if (isDue) return;
    isDue = true;
    platform.after(GATHER_FOR, () => void ask());
  }

  async function ask(): Promise<void> {
    isDue = false;
    try {
      usage.value = await api.get<Usage>("/api/media/usage");
    } catch (error) {
      // What is shown is a little old until the next change: nobody has to hear of it.
      if (!(error instanceof RequestError)) throw error;
    }
  }

  return changed;
}
