/** Why a request did not do what it should; the page puts `reason` into the reader's words. */
export interface Failure {
  /**
   * - `offline`: no answer came; it may or may not have been done.
   * - `busy`: the server asks for patience (429, 503).
   * - `signedOut`: the session is over; the page is leaving for the login page.
   * - `missing`: it does not exist, or not for this reader (404).
   * - `refused`: the server says no, and will again (any other error).
   */
  reason: "offline" | "busy" | "signedOut" | "missing" | "refused";
  /** The server's own words, in English; `null` where none came. */
  detail: string | null;
}
