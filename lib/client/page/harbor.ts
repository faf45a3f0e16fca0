import type { Arrived } from "../connection/arrivals.ts";
import type { Status } from "../connection/connection.ts";
import { createDiagnostics } from "../connection/diagnostics.ts";
import { createEventQueue } from "../connection/event_queue.ts";
import { shareConnection } from "../connection/tabs.ts";
import { createApi } from "./api.ts";
import { createCounters } from "./counters.ts";
import { unmarkEntry } from "./history.ts";
import { createParts, type Harbor } from "./part.ts";
import { browserPlatform, type Platform } from "./platform.ts";
import { createSession } from "./session.ts";
import type { HarborView } from "./view.ts";

/** Connects the view to the server, once however many islands ask. For the browser only. */
export function startHarbor(view: HarborView): Harbor {
  if (!view.harbor) unmarkEntry();
  return view.harbor ??= createHarbor(view, browserPlatform());
}

/** What comes goes through the queue to the parts, once a frame. */
export function createHarbor(
  view: HarborView,
  platform: Platform,
): Harbor {
  const { me, connection: state } = view;
  const session = createSession(platform);
  const api = createApi(platform, session);
  const diagnostics = createDiagnostics(() => ({
    ...state.value,
    position: queue.position,
    role: connection.role,
  }));
  const counters = createCounters(view.counters);
  const parts = createParts(diagnostics);
  const queue = createEventQueue({
    platform,
    diagnostics,
    position: view.position,
    apply,
    refetch,
  });
  const connection = shareConnection({
    platform,
    session,
    reader: me,
    name: `harbor:${me.tenantId}:${me.userId}`,
    arrivals: queue,
    diagnostics,
    onStatus,
  });
  let hasApplied = false;

  function apply(arrived: Arrived[]): void {
    hasApplied = true;
    parts.apply(arrived);
    if (!arrived.some((one) => "id" in one)) return;
    state.value = { ...state.value, lastEventAt: timestamp() };
  }

  async function refetch(): Promise<number> {
    counters.forgetPositions();
    return await parts.refetch() ?? queue.position;
  }

  function onStatus(status: Status, roundTrip: number | null): void {
    const before = state.value;
    const hasChanged = status !== before.status;
    state.value = {
      ...before,
      status,
      since: hasChanged ? timestamp() : before.since,
      roundTripMs: roundTrip ?? before.roundTripMs,
    };
    const isBack = status === "live" || status === "polling";
    if (hasChanged && isBack) parts.catchUp();
  }

  function timestamp(): string {
    return new Date(platform.now()).toISOString();
  }

  parts.join(counters);

  // Later, since the islands may be rendering with the signals that this changes.
  platform.after(0, () => {
    view.timeZone.value = Intl.DateTimeFormat().resolvedOptions().timeZone;
    connection.start();
    // A browser shows a page that was left as it was only if it held no connection.
    platform.on("pagehide", () => connection.stop());
    platform.on("pageshow", () => connection.start());
    // A page that is put to sleep leaves the lead to a tab that is awake.
    platform.on("freeze", () => connection.stop());
    platform.on("resume", () => connection.start());
  });

  return {
    join(part) {
      const leave = parts.join(part);
      // On a slow device an island may start late, and has missed what came before.
      if (hasApplied && part.refetch) queue.reset(queue.position);
      return leave;
    },
    api,
    session,
    malformed: diagnostics.malformed,
    hurry() {
      if (state.value.status === "polling") connection.hurry();
    },
    reconnect: connection.restart,
  };
}
