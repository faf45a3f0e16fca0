import type { Limits } from "./contract.ts";

const MIB = 1_048_576;

/** The limits that are numbers, in the order of the form. */
export const NUMBERS = [
  "maxFileBytes",
  "maxFilesPerMessage",
  "maxSubjectLength",
  "maxBodyLength",
  "streamsPerUser",
] as const satisfies (keyof Limits)[];

export type NumberLimit = (typeof NUMBERS)[number];

/** The fields of the form. An empty number and inherited types are no limits of the place's own. */
export interface LimitsForm {
  numbers: Record<NumberLimit, string>;
  inheritsTypes: boolean;
  allowedTypes: string[];
}

/** The form for a place's own limits, with those that it inherits behind them. */
export function formOf(own: Partial<Limits>, inherited: Limits): LimitsForm {
  return {
    numbers: numbersBy((name) => textOf(name, own[name])),
    inheritsTypes: own.allowedTypes === undefined,
    allowedTypes: own.allowedTypes ?? inherited.allowedTypes,
  };
}

/** Reads the form as it was sent. */
export function readLimitsForm(form: URLSearchParams): LimitsForm {
  return {
    numbers: numbersBy((name) => (form.get(name) ?? "").trim()),
    inheritsTypes: form.has("inheritsTypes"),
    allowedTypes: form.getAll("allowedTypes"),
  };
}

/** The input that the form asks for, to be parsed. */
export function inputOf(
  form: LimitsForm,
): Record<NumberLimit | "allowedTypes", unknown> {
  return {
    ...numbersBy((name) => valueOf(name, form.numbers[name])),
    allowedTypes: form.inheritsTypes ? null : form.allowedTypes,
  };
}

/** A limit as the form shows it, with sizes of files in MiB. */
export function textOf(
  name: NumberLimit,
  value: number | "off" | undefined,
): string {
  if (value === undefined || value === "off") return value ?? "";
  if (name !== "maxFileBytes") return String(value);
  return String(Number((value / MIB).toFixed(6)));
}

function valueOf(name: NumberLimit, text: string): unknown {
  if (text === "") return null;
  const number = Number(inAscii(text));
  if (Number.isNaN(number)) return text.toLowerCase();
  return name === "maxFileBytes" ? Math.round(number * MIB) : number;
}

/** Arabic keyboards have their own digits and decimal separator; others have a comma. */
function inAscii(text: string): string {
  return text.replace(/[٠-٩]/g, (digit) => String("٠١٢٣٤٥٦٧٨٩".indexOf(digit)))
    .replace(/[٫,]/, ".");
}

function numbersBy<T>(make: (name: NumberLimit) => T): Record<NumberLimit, T> {
  return Object.fromEntries(
    NUMBERS.map((name) => [name, make(name)]),
  ) as Record<NumberLimit, T>;
}
