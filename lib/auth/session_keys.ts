import type { VerifiedTokens } from "./verified_tokens.ts";

/** A secret that signs tokens, and the name (`kid`) by which a token says so. */
export interface SessionKey {
  id: string;
  key: CryptoKey;
}

/** The keys of the session tokens, the same ones on every isolate. */
export interface SessionKeys {
  /** The key to sign with now. */
  signing(): Promise<SessionKey>;
  /** The key of this id, if a token that it signed can still be good. */
  verifying(id: string): Promise<SessionKey | undefined>;
  /** What these keys have verified. */
  readonly verified: VerifiedTokens;
}
