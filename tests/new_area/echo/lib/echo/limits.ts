import { type LimitsOf, numberLimit } from "../limits/contract.ts";
import { LONGEST_ECHO } from "./contract.ts";

declare module "../limits/contract.ts" {
  interface AreaLimits extends EchoLimits {}
}

interface EchoLimits {
  maxEchoLength: number;
}

export const echoLimits: LimitsOf<EchoLimits> = {
  maxEchoLength: numberLimit({
    min: 1,
    max: LONGEST_ECHO,
    builtIn: 200,
    description: "In characters (UTF-16 code units)",
  }),
};
