import type { FieldError } from "../http/problem.ts";
import { Problem } from "../http/problem.ts";
import type { Limits } from "../limits/contract.ts";
import type { SendInput } from "./contract.ts";

type Bounded = Partial<Pick<SendInput, "subject" | "body" | "attachments">>;

/**
 * Refuses a message that is longer, or has more files, than its sender's tenant allows.
 *
 * @throws {Problem} 422 naming each field.
 */
export function requireWithin(limits: Limits, input: Bounded): void {
  const errors: FieldError[] = [];
  const check = (path: keyof Bounded, max: number, what: string) => {
    const length = input[path]?.length ?? 0;
    if (length <= max) return;
    errors.push({ path, message: `has ${length} ${what}; ${max} are allowed` });
  };
  check("subject", limits.maxSubjectLength, "characters");
  check("body", limits.maxBodyLength, "characters");
  check("attachments", limits.maxFilesPerMessage, "files");
  if (errors.length === 0) return;
  const [{ path, message }] = errors;
  throw new Problem(422, `Cannot send message: ${path} ${message}`, { errors });
}
