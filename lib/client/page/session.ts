import type { Platform } from "./platform.ts";

/** The reader's session is over, and the page is leaving for the login page. */
export class SignedOutError extends Error {
  override name = "SignedOutError";

  constructor() {
    super("Cannot go on: the session has ended");
  }
}

export interface Session {
  /**
   * Fetches as the reader, or not at all: a 401 renews the session once and asks again.
   *
   * @param send how to ask, where it is not by `fetch`.
   * @throws {SignedOutError} when it cannot be renewed; whatever `send` throws.
   */
  fetch(
    url: string,
    init?: RequestInit,
    send?: Platform["fetch"],
  ): Promise<Response>;
  /**
   * The cookie is somebody else's now: another tab has signed out and in again. Leaves for the
   * same page as that reader sees it, unless that has just been tried; answers whether it does.
   */
  startOver(): boolean;
  /** Renews the session before it runs out. Failing is no matter: a 401 will follow. */
  renew(): Promise<void>;
}

/** A page that starts over more often than this would do so for ever; in milliseconds. */
const START_OVER_AFTER = 60_000;

const STARTED_OVER = "harbor:started-over";

/** The session lives in a cookie that scripts cannot read; so a 401 is all there is to go by. */
export function createSession(platform: Platform): Session {
  let refreshing: Promise<Response> | null = null;

  async function fetchAsReader(
    url: string,
    init?: RequestInit,
    send = platform.fetch,
  ): Promise<Response> {
    const response = await send(url, init);
    if (response.status !== 401) return response;

    await response.body?.cancel();
    const refreshed = await refresh();
    if (isRefusal(refreshed)) throw leave();
    // Busy or broken: the caller deals with it as if its own request had been.
    if (!refreshed.ok) return refreshed;

    const again = await send(url, init);
    if (again.status === 401) throw leave();
    return again;
  }

  /** One request, however many find out at once. The answer's body is not for anybody. */
  function refresh(): Promise<Response> {
    return refreshing ??= requestRefresh().finally(() => refreshing = null);
  }

  async function requestRefresh(): Promise<Response> {
    const response = await platform.fetch("/api/auth/refresh", {
      method: "POST",
    });
    await response.body?.cancel();
    return new Response(null, {
      status: response.status,
      headers: response.headers,
    });
  }

  function leave(): SignedOutError {
    const { pathname, search } = platform.url();
    platform.leaveFor(`/login?next=${encodeURIComponent(pathname + search)}`);
    return new SignedOutError();
  }

  function startOver(): boolean {
    const before = Number(platform.storage.getItem(STARTED_OVER));
    if (platform.now() - before < START_OVER_AFTER) return false;
    platform.storage.setItem(STARTED_OVER, String(platform.now()));
    const { pathname, search } = platform.url();
    platform.leaveFor(pathname + search);
    return true;
  }

  return {
    fetch: fetchAsReader,
    startOver,
    async renew() {
      await refresh().catch(() => {});
    },
  };
}

function isRefusal({ status }: Response): boolean {
  return status >= 400 && status < 500 && status !== 429;
}
