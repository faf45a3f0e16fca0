import { isFoundIn } from "./is_found_in.ts";
import type { Scanner } from "./scanner.ts";

/**
 * The test file that every scanner takes for malware (https://www.eicar.org/download-anti-malware-testfile/),
 * in two parts: this file must not be taken for it.
 */
export const EICAR = [
  "X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD",
  "ANTIVIRUS-TEST-FILE!$H+H*",
].join("-");

export const EICAR_THREAT = "Eicar-Test-Signature";

/**
 * The scanner that needs nothing installed. What keeps malware out without a real one is the policy
 * of types; this shows that the way of an infected file works. Zip archives and what is made like
 * them are looked into as far as that costs little; what lies deeper is taken as it is.
 */
export const eicarScanner: Scanner = {
  maxBytes: Infinity,
  async scan(bytes, signal) {
    return await isFoundIn(bytes, EICAR, signal)
      ? { status: "infected", threat: EICAR_THREAT }
      : { status: "clean" };
  },
};
