interface Verified {
  sessionId: string;
  /** When the token expires, in seconds since 1970. */
  exp: number;
}

/**
 * Remembers verified tokens until they expire, because verifying one costs 90 µs and a thread.
 * Whether the session lives is not remembered, but asked every time.
 */
export class VerifiedTokens {
  private readonly known = new Map<string, Verified>();

  /** `most` is how many are remembered at once, at about 300 bytes each. */
  constructor(private readonly most = 10_000) {}

  /** The session that `token` names, if it was verified before and has not expired at `now`. */
  sessionOf(token: string, now: Date): string | undefined {
    const verified = this.known.get(token);
    if (verified === undefined) return undefined;
    if (verified.exp * 1_000 > now.getTime()) return verified.sessionId;
    this.known.delete(token);
  }

  /** Remembers a token that was verified. Past the bound, the oldest is forgotten. */
  add(token: string, verified: Verified): void {
    for (const oldest of this.known.keys()) {
      if (this.known.size < this.most) break;
      this.known.delete(oldest);
    }
    this.known.set(token, verified);
  }
}
