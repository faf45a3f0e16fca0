import type { VerifiedTokens } from "./verified_tokens.ts";

/** A secret that signs tokens, and the name (`kid`) by which tokens refer to it. */
export interface SessionKey {
  id: string;
  key: CryptoKey;
}

/** The keys of the session tokens, the same ones on every isolate. */
export interface SessionKeys {
  /** The key to sign with now. */
  signing(): Promise<SessionKey>;
  /** The key of this id, if one of its tokens can still be valid. */
  verifying(id: string): Promise<SessionKey | undefined>;
  /** The tokens that these keys have verified. */
  readonly verified: VerifiedTokens;
}
