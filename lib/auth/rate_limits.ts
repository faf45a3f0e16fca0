import { Problem } from "../http/problem.ts";
import { emailKey } from "../shared/same_email.ts";
import type { Settings } from "../settings.ts";
import type { Actor } from "./actor.ts";
import { networkOf } from "./network.ts";
import { TokenBuckets } from "./token_buckets.ts";

/** How many accounts' worth of logins one address may try. */
const ACCOUNTS_PER_ADDRESS = 10;

/** How often somebody may do what costs something. Each isolate counts for itself. */
export interface RateLimits {
  /** @throws {Problem} 429 with `Retry-After`. */
  connect(actor: Actor): void;
  /** @throws {Problem} 429 with `Retry-After`. */
  send(actor: Actor): void;
  /**
   * Uploads have the same rate as messages, and are counted apart from them.
   *
   * @throws {Problem} 429 with `Retry-After`.
   */
  upload(actor: Actor): void;
  /**
   * As often as messages, and counted apart from them.
   *
   * @throws {Problem} 429 with `Retry-After`.
   */
  typing(actor: Actor): void;
  /**
   * Counts an attempt to log in, for the account and address together and for the address alone.
   * The answer takes the first count back: a client that knows the password is not guessing.
   *
   * @throws {Problem} 429 with `Retry-After`.
   */
  login(email: string, address: string): () => void;
}

export function createRateLimits(
  { connect, send, login }: Settings["rates"],
  now?: () => number,
): RateLimits {
  const connects = new TokenBuckets(connect, now);
  const sends = new TokenBuckets(send, now);
  const uploads = new TokenBuckets(send, now);
  const typings = new TokenBuckets(send, now);
  const guesses = new TokenBuckets(login, now);
  const logins = new TokenBuckets(
    login && {
      burst: login.burst * ACCOUNTS_PER_ADDRESS,
      perSecond: login.perSecond * ACCOUNTS_PER_ADDRESS,
    },
    now,
  );
  return {
    connect: ({ userId }) =>
      refuse("connections", connects.take(String(userId))),
    send: ({ userId }) => refuse("messages", sends.take(String(userId))),
    upload: ({ userId }) => refuse("files", uploads.take(String(userId))),
    typing: ({ userId }) => refuse("signals", typings.take(String(userId))),
    login(email, address) {
      const network = networkOf(address);
      const guess = JSON.stringify([emailKey(email), network]);
      refuse("logins", logins.take(network));
      refuse("logins", guesses.take(guess));
      return () => guesses.giveBack(guess);
    },
  };
}

function refuse(what: string, waitSeconds: number): void {
  if (waitSeconds === 0) return;
  const seconds = Math.ceil(waitSeconds);
  throw new Problem(429, `Too many ${what}; try again in ${seconds} s`, {
    headers: { "retry-after": String(seconds) },
  });
}
