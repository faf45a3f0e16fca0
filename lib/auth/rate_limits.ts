import { Problem } from "../http/problem.ts";
import { emailKey } from "../shared/same_email.ts";
import type { Settings } from "../settings.ts";
import type { Actor } from "./actor.ts";
import { networkOf } from "./network.ts";
import { TokenBuckets } from "./token_buckets.ts";

/** How many accounts' worth of logins one address may try. */
const ACCOUNTS_PER_ADDRESS = 10;

/** What a user may do only so often. An area declares its own, in its `rates.ts`. */
export interface RateLimit {
  /** What a refusal says there are too many of. */
  of: string;
  /** The setting that says how often; limits with the same one are still counted apart. */
  setting: Exclude<keyof Settings["rates"], "login">;
}

/** Of opening a stream. */
export const CONNECTING: RateLimit = { of: "connections", setting: "connect" };

/** How often somebody may do what costs something. Each isolate counts for itself. */
export interface RateLimits {
  /**
   * Counts that the actor does it once more, or so often.
   *
   * @throws {Problem} 429 with `Retry-After`.
   */
  take(limit: RateLimit, actor: Pick<Actor, "userId">, amount?: number): void;
  /**
   * The same of somebody unknown, by where they are.
   *
   * @throws {Problem} 429 with `Retry-After`.
   */
  takeFrom(limit: RateLimit, address: string): void;
  /**
   * Counts an attempt to log in, for the account and address together and for the address alone.
   * The answer takes the first count back: a client that knows the password is not guessing.
   *
   * @throws {Problem} 429 with `Retry-After`.
   */
  login(email: string, address: string): () => void;
}

export function createRateLimits(
  rates: Settings["rates"],
  now?: () => number,
): RateLimits {
  const { login } = rates;
  const byLimit = new Map<RateLimit, TokenBuckets>();
  const guesses = new TokenBuckets(login, now);
  const logins = new TokenBuckets(
    login && {
      burst: login.burst * ACCOUNTS_PER_ADDRESS,
      perSecond: login.perSecond * ACCOUNTS_PER_ADDRESS,
    },
    now,
  );
  return {
    take: (limit, { userId }, amount) => takeFor(limit, String(userId), amount),
    takeFrom: (limit, address) => takeFor(limit, networkOf(address)),
    login(email, address) {
      const network = networkOf(address);
      const guess = JSON.stringify([emailKey(email), network]);
      refuse("logins", logins.take(network));
      refuse("logins", guesses.take(guess));
      return () => guesses.giveBack(guess);
    },
  };

  function takeFor(limit: RateLimit, key: string, amount?: number): void {
    let buckets = byLimit.get(limit);
    if (!buckets) {
      buckets = new TokenBuckets(rates[limit.setting], now);
      byLimit.set(limit, buckets);
    }
    refuse(limit.of, buckets.take(key, amount));
  }
}

function refuse(what: string, waitSeconds: number): void {
  if (waitSeconds === 0) return;
  const seconds = Math.ceil(waitSeconds);
  throw new Problem(429, `Too many ${what}; try again in ${seconds} s`, {
    headers: { "retry-after": String(seconds) },
  });
}
