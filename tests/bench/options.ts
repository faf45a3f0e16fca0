import { parseArgs } from "node:util";

/** What a run measures, and how large. */
export interface Options {
  /** The parts to run; all of them when empty. */
  parts: string[];
  /** How often each figure is measured. */
  repetitions: number;
  readers: number;
  /** How long each measurement takes, after its warm-up. */
  seconds: number;
  /** Messages a second, in `delivery`. */
  rates: number[];
  /** Names of the servers that are measured beside each other; the usual ones when empty. */
  only: string[];
}

export function readOptions(args: string[]): Options {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      repetitions: { type: "string", default: "3" },
      readers: { type: "string", default: "1000" },
      seconds: { type: "string", default: "8" },
      rates: { type: "string", default: "20,100" },
      only: { type: "string", default: "" },
    },
  });
  return {
    parts: positionals,
    repetitions: Number(values.repetitions),
    readers: Number(values.readers),
    seconds: Number(values.seconds),
    rates: values.rates.split(",").map(Number),
    only: values.only === "" ? [] : values.only.split(","),
  };
}
