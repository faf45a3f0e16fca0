import type { EventSourceMessage } from "eventsource-parser";
import type { Arrivals, LoggedEvent, Signalled } from "./arrivals.ts";
import type { Diagnostics } from "./diagnostics.ts";
import type { Me } from "../page/view.ts";

/** `null` for what does not follow the wire format. An event without an id is not in the log. */
export function parseMessage(
  message: EventSourceMessage,
): Signalled & { id: number | null } | null {
  try {
    const { type, data } = JSON.parse(message.data);
    const id = message.id === undefined ? null : Number(message.id);
    const isValid = id === null
      ? isSignalled({ type, data })
      : isLogged({ id, type, data });
    return isValid ? { id, type, data } : null;
  } catch {
    return null;
  }
}

export function isLogged(one: unknown): one is LoggedEvent {
  return isSignalled(one) && "id" in one && Number.isSafeInteger(one.id);
}

function isSignalled(one: unknown): one is Signalled {
  if (typeof one !== "object" || one === null) return false;
  const { type, data } = one as Partial<Signalled>;
  return typeof type === "string" && typeof data === "object" && data !== null;
}

/** Hands on what comes without an id, as a list; what is malformed is counted and dropped. */
export function takeSignals(
  list: unknown,
  arrivals: Pick<Arrivals, "signal">,
  diagnostics: Pick<Diagnostics, "malformed">,
): void {
  for (const one of Array.isArray(list) ? list : []) {
    if (isSignalled(one)) arrivals.signal(one);
    else diagnostics.malformed(one);
  }
}

/** Whether `connected` greets the one for whom the page was rendered. */
export function isSameReader(
  connected: Record<string, unknown>,
  { tenantId, userId }: Pick<Me, "tenantId" | "userId">,
): boolean {
  return connected.tenantId === tenantId && connected.userId === userId;
}
