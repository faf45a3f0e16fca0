import { type LimitsOf, numberLimit } from "../limits/contract.ts";
import { LONGEST_BODY, LONGEST_SUBJECT } from "./contract.ts";

declare module "../limits/contract.ts" {
  interface AreaLimits extends MessageLimits {}
}

/** In characters (UTF-16 code units). */
interface MessageLimits {
  maxSubjectLength: number;
  maxBodyLength: number;
}

const description = "In characters (UTF-16 code units)";

export const messageLimits: LimitsOf<MessageLimits> = {
  maxSubjectLength: numberLimit({
    min: 1,
    max: LONGEST_SUBJECT,
    builtIn: 200,
    description,
  }),
  maxBodyLength: numberLimit({
    min: 1,
    max: LONGEST_BODY,
    builtIn: 20_000,
    description,
  }),
};
