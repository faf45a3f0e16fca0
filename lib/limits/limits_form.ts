import type { Limits } from "./contract.ts";

const MIB = 1_048_576;
const GIB = 1_024 * MIB;

/** The limits that are numbers, in the order of the form. */
export const NUMBERS = [
  "maxFileBytes",
  "maxFilesPerMessage",
  "userQuotaBytes",
  "tenantQuotaBytes",
  "maxSubjectLength",
  "maxBodyLength",
  "streamsPerUser",
] as const satisfies (keyof Limits)[];

export type NumberLimit = (typeof NUMBERS)[number];

/** What one of the form's numbers stands for, where it is not one. */
const UNITS: Partial<Record<NumberLimit, number>> = {
  maxFileBytes: MIB,
  userQuotaBytes: GIB,
  tenantQuotaBytes: GIB,
};

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

/** The input that the form asks for, to be parsed; `names` are of its numbers that it shows. */
export function inputOf(
  form: LimitsForm,
  names: readonly NumberLimit[],
): Record<string, unknown> {
  return {
    ...Object.fromEntries(
      names.map((name) => [name, valueOf(name, form.numbers[name])]),
    ),
    allowedTypes: form.inheritsTypes ? null : form.allowedTypes,
  };
}

/** A limit as the form shows it, sizes of files in MiB, quotas in GiB. */
export function textOf(
  name: NumberLimit,
  value: number | "off" | undefined,
): string {
  if (value === undefined || value === "off") return value ?? "";
  const unit = UNITS[name];
  if (unit === undefined) return String(value);
  return String(Number((value / unit).toFixed(6)));
}

function valueOf(name: NumberLimit, text: string): unknown {
  if (text === "") return null;
  const number = Number(inAscii(text));
  if (Number.isNaN(number)) return text.toLowerCase();
  const unit = UNITS[name];
  return unit === undefined ? number : Math.round(number * unit);
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
