import { Problem } from "../problem.ts";
import type { Held } from "./amounts.ts";
import type { Exhausted, Holder, Share, Shares } from "./shares.ts";

const REFUSALS: Record<Held, string> = {
  requests: "Too many requests are under way",
  bodyBytes: "Too much is being sent",
  answerBytes: "Too many answers wait to be read",
};

/** When to come again: what is held is let go within seconds. */
const RETRY_AFTER_SECONDS = "2";

/** What one request makes the server hold, on the account of those who are behind it. */
export class Account {
  private holders: readonly Holder[];
  private own: Share | undefined;
  private pending = 0;
  private hasEnded = false;

  constructor(
    private readonly shares: Record<Held, Shares>,
    address: string,
    private readonly onRefusal: (held: Held, by: Exhausted) => void,
  ) {
    this.holders = [`address ${address}`];
  }

  /**
   * Counts the request as one that is under way, until its `end`.
   *
   * @throws {Problem} 503 when as many are as may be, 429 when that many are the address's.
   */
  begin(): void {
    this.own = this.take("requests", 1);
  }

  /**
   * From here on the request is this user's as well.
   *
   * @throws {Problem} 429 when the user or the tenant has too many under way.
   */
  belongsTo({ userId, tenantId }: { userId: number; tenantId: string }): void {
    const isCounted = this.own !== undefined;
    this.own?.giveBack();
    this.own = undefined;
    this.holders = [
      ...this.holders,
      `user ${userId}`,
      `tenant ${tenantId}`,
    ];
    if (isCounted) this.own = this.take("requests", 1);
  }

  /** Whether it is somebody's who is signed in. */
  get isUsers(): boolean {
    return this.holders.length > 1;
  }

  /**
   * Takes so much of something.
   *
   * @throws {Problem} 429 when one behind the request has too much of it, 503 when all have.
   */
  take(held: Held, amount: number): Share {
    const share = this.shares[held].take(this.holders, amount);
    if (typeof share === "string") throw this.refuse(held, share);
    return share;
  }

  /**
   * Whether there is room for `amount` is worth asking before the work that comes to it.
   *
   * @throws {Problem} as `take`.
   */
  expect(held: Held, amount: number): void {
    this.take(held, amount).giveBack();
  }

  /** The request is under way until `done` has settled, though it may have ended before. */
  lastsUntil(done: Promise<unknown>): void {
    this.pending++;
    const settle = () => {
      this.pending--;
      this.giveBack();
    };
    done.then(settle, settle);
  }

  /** The request has been answered. */
  end(): void {
    this.hasEnded = true;
    this.giveBack();
  }

  private giveBack(): void {
    if (!this.hasEnded || this.pending > 0) return;
    this.own?.giveBack();
    this.own = undefined;
  }

  private refuse(held: Held, by: Exhausted): Problem {
    this.onRefusal(held, by);
    const headers = { "retry-after": RETRY_AFTER_SECONDS, connection: "close" };
    return by === "all"
      ? new Problem(503, `${REFUSALS[held]}; try again`, { headers })
      : new Problem(429, `${REFUSALS[held]} for this ${by}; try again`, {
        headers,
      });
  }
}
