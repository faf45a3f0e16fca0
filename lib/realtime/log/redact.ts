import type { EventType, EventTypes, RecordEvent } from "../event.ts";

/** The types of events that may be about such a thing: `{ messageId: number }`. */
type TypeAbout<About> = {
  [Type in EventType]: [Extract<EventTypes[Type]["about"], About>] extends
    [never] ? never : Type;
}[EventType];

/** What events about a thing tell from now on, by type: all of them, so that none is forgotten. */
export type StateNow<About> = {
  [Type in TypeAbout<About>]: EventTypes[Type]["payload"] | "kept";
};

/**
 * Takes what the log has told of a thing out of it: earlier events about it, in all tenants, tell
 * `state` instead; their ids, types and order stay. `"kept"` is for types that tell nothing that
 * has to go. No isolate hands out what they told before, from two seconds after the commit.
 */
export function redact<About extends object>(
  record: RecordEvent,
  tenantId: string,
  about: About,
  state: StateNow<About>,
): void {
  const replaced = Object.entries(state).filter(([, now]) => now !== "kept");
  record({
    tenantId,
    type: "log:redacted",
    topics: [],
    about,
    payload: Object.fromEntries(replaced),
  });
}

/**
 * What names the thing that an event is about: `message:88` for `{ messageId: 88 }`. An event about
 * several (`{ messageIds: [88, 89] }`) is not found again, so it tells nothing that may have to go.
 */
export function nameOf(about: object): string | null {
  const [first] = Object.entries(about);
  if (!first || Array.isArray(first[1])) return null;
  return `${first[0].replace(/Id$/, "")}:${first[1]}`;
}
