import type { Queries } from "../db/database.ts";
import type { DerivedType, DerivedTypes, EventType } from "./event.ts";

/**
 * A value for each user that follows from events but is not itself logged, such as an unread
 * count. After an event of a type in `after`, the isolate computes it for the users concerned
 * that have a stream here, and sends each their own.
 */
export interface DerivedSignal<Type extends DerivedType = DerivedType> {
  type: Type;
  after: EventType[];
  /** Absolute values, for many users in one query, on the snapshot `tx`. */
  compute(
    tx: Queries,
    tenantId: string,
    userIds: number[],
  ): Promise<Map<number, DerivedTypes[Type]>>;
  /** What of the value goes into the `connected` event. */
  inConnected?(value: DerivedTypes[Type]): Record<string, unknown>;
}
