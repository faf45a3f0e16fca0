import type { Rate } from "../rate_settings.ts";

/** How many calls pass before full buckets, which hold no information, are dropped. */
const SWEEP_EVERY = 10_000;

interface Bucket {
  tokens: number;
  /** When `tokens` was true, in milliseconds. */
  at: number;
}

/** A bucket of tokens for each key. A full one holds `burst`; it refills at `perSecond`. */
export class TokenBuckets {
  private readonly buckets = new Map<string, Bucket>();
  private askings = 0;

  /** `now`: a monotonic clock, in milliseconds. */
  constructor(
    private readonly rate: Rate,
    private readonly now = () => performance.now(),
  ) {}

  /**
   * Takes tokens and returns 0, or returns the seconds until there are so many. More than a full
   * bucket holds are a full bucket.
   */
  take(key: string, amount = 1): number {
    if (this.rate === null) return 0;
    if (++this.askings % SWEEP_EVERY === 0) this.sweep();
    const bucket = this.bucketOf(key, this.rate);
    const missing = Math.min(amount, this.rate.burst) - bucket.tokens;
    if (missing > 0) return missing / this.rate.perSecond;
    bucket.tokens = Math.max(0, bucket.tokens - amount);
    return 0;
  }

  /** Gives a token back, when what it was taken for turned out harmless. */
  giveBack(key: string): void {
    if (this.rate === null) return;
    const bucket = this.bucketOf(key, this.rate);
    bucket.tokens = Math.min(bucket.tokens + 1, this.rate.burst);
  }

  get size(): number {
    return this.buckets.size;
  }

  private bucketOf(key: string, rate: NonNullable<Rate>): Bucket {
    const now = this.now();
    let bucket = this.buckets.get(key);
    if (!bucket) {
      this.buckets.set(key, bucket = { tokens: rate.burst, at: now });
    }
    bucket.tokens = refilled(bucket, rate, now);
    bucket.at = now;
    return bucket;
  }

  private sweep(): void {
    const { rate } = this;
    if (rate === null) return;
    const now = this.now();
    for (const [key, bucket] of this.buckets) {
      if (refilled(bucket, rate, now) >= rate.burst) this.buckets.delete(key);
    }
  }
}

function refilled(
  { tokens, at }: Bucket,
  { burst, perSecond }: NonNullable<Rate>,
  now: number,
): number {
  return Math.min(burst, tokens + (now - at) / 1000 * perSecond);
}
