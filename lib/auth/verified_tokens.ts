interface Verified {
  sessionId: string;
  /** When the token expires, in seconds since 1970. */
  exp: number;
}

/**
 * Remembers which tokens were found right, until they expire: to verify one costs 90 µs and a
 * thread. Whether the session lives is no business of the token, and is asked every time.
 */
export class VerifiedTokens {
  private readonly known = new Map<string, Verified>();

  /** `most`: how many at once, 300 bytes each. */
  constructor(private readonly most = 10_000) {}

  /** The session that `token` names, if it was found right before and is still good at `now`. */
  sessionOf(token: string, now: Date): string | undefined {
    const verified = this.known.get(token);
    if (verified === undefined) return undefined;
    if (verified.exp * 1_000 > now.getTime()) return verified.sessionId;
    this.known.delete(token);
  }

  /** Nobody can fill it with tokens that we did not sign; past its bound the first ones go. */
  add(token: string, verified: Verified): void {
    for (const oldest of this.known.keys()) {
      if (this.known.size < this.most) break;
      this.known.delete(oldest);
    }
    this.known.set(token, verified);
  }
}
