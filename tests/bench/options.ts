import { parseArgs } from "node:util";

/** What a run measures, and how large. */
export interface Options {
  /** The parts to run; all of them when empty. */
  parts: string[];
  readers: number;
  /** How long each measurement of delivery takes. */
  seconds: number;
  /** Messages a second. */
  rates: number[];
  /** Names of what is measured in `delivery`; all of them when empty. */
  only: string[];
}

export function readOptions(args: string[]): Options {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      readers: { type: "string", default: "1000" },
      seconds: { type: "string", default: "12" },
      rates: { type: "string", default: "20,100" },
      only: { type: "string", default: "" },
    },
  });
  return {
    parts: positionals,
    readers: Number(values.readers),
    seconds: Number(values.seconds),
    rates: values.rates.split(",").map(Number),
    only: values.only === "" ? [] : values.only.split(","),
  };
}
