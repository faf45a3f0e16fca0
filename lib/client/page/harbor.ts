import { signal } from "@preact/signals";
import type { Harbor } from "./actions.ts";
import { createHarbor } from "./create_harbor.ts";
import { browserPlatform } from "./platform.ts";
import type { HarborView } from "./view.ts";

export type { Failed, FailedAction, Harbor, Loading } from "./actions.ts";

const harbors = new WeakMap<HarborView, Harbor>();

/**
 * Connects the view to the server, once however many islands ask; all get the same harbor. On the
 * server it does nothing.
 */
export function startHarbor(view: HarborView): Harbor {
  if (typeof document === "undefined") return idle;
  let harbor = harbors.get(view);
  if (!harbor) {
    harbor = createHarbor(view, browserPlatform());
    harbors.set(view, harbor);
  }
  return harbor;
}

/** For rendering on the server, where nothing is done. */
const idle: Harbor = {
  send: () => "",
  retry() {},
  discard() {},
  async open() {},
  close() {},
  async search() {},
  async loadMore() {},
  async markRead() {},
  async markAllRead() {},
  atTop() {},
  showArrived() {},
  join: () => () => {},
  api: { get: never, post: never, patch: never, delete: never },
  session: { fetch: never },
  reconnect() {},
  loading: signal({ list: false, message: null }),
  failed: signal({}),
};

function never(): Promise<never> {
  return Promise.reject(new Error("Requests are for the browser to make"));
}
