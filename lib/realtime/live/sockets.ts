import type { Subscriber } from "../entitled.ts";

/** For each stream that a user may have, as many that were given up and still hold a connection. */
const GIVEN_UP = 4;

/**
 * The connections of streams, also of those that were given up and whose peer has not gone yet: the
 * runtime cannot end such a one.
 */
export class Sockets {
  size = 0;
  private readonly byUser = new Map<string, number>();

  /**
   * Counts one more, and answers what counts it out again; or why there may be no more.
   *
   * @param most of all; `own`: streams that the user may have.
   */
  enter(
    { tenantId, userId }: Subscriber,
    most: number,
    own: number,
  ): (() => void) | "full" | "lingering" {
    if (this.size >= most) return "full";
    const user = `${tenantId}/${userId}`;
    if (this.of(user) >= own * GIVEN_UP) return "lingering";
    this.add(user, 1);
    let isCounted = true;
    return () => {
      if (isCounted) this.add(user, -1);
      isCounted = false;
    };
  }

  private add(user: string, count: 1 | -1): void {
    this.size += count;
    const now = this.of(user) + count;
    if (now > 0) this.byUser.set(user, now);
    else this.byUser.delete(user);
  }

  private of(user: string): number {
    return this.byUser.get(user) ?? 0;
  }
}
