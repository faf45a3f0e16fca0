import type { Settings } from "../../settings.ts";
import { clamdScanner } from "./clamd.ts";
import { eicarScanner } from "./eicar.ts";
import type { Scanner } from "./scanner.ts";

/** The scanner that the settings name, else the built-in one. Connects to nothing yet. */
export function openScanner({ clamd }: Settings): Scanner {
  return clamd ? clamdScanner(clamd) : eicarScanner;
}
