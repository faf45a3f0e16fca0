import { Problem } from "../http/problem.ts";
import { NewerDatabaseError } from "../db/errors.ts";
import { SettingsError } from "../settings.ts";

/** The command was called wrongly; `message` says how. */
export class UsageError extends Error {
  override name = "UsageError";
}

/**
 * Runs a command and turns what it throws into one clear line on standard error: exit code 2 for
 * wrong usage, 1 for any other failure.
 */
export async function run(
  usage: string,
  command: (args: string[]) => Promise<void>,
): Promise<void> {
  try {
    await command(Deno.args);
  } catch (error) {
    if (isUsageError(error)) {
      console.error(`${error.message}\n\nUsage: ${usage}`);
      Deno.exitCode = 2;
      return;
    }
    const isExpected = error instanceof Problem ||
      error instanceof SettingsError || error instanceof NewerDatabaseError;
    console.error(isExpected ? error.message : error);
    Deno.exitCode = 1;
  }
}

/** @throws {UsageError} unless there is just one argument. */
export function onlyArgument(positionals: string[], name: string): string {
  const [first, ...rest] = positionals;
  if (first === undefined) throw new UsageError(`${name} is missing`);
  if (rest.length > 0) {
    throw new UsageError(`Unexpected argument "${rest[0]}"`);
  }
  return first;
}

function isUsageError(error: unknown): error is Error {
  if (error instanceof UsageError) return true;
  // `parseArgs` throws this for an unknown option.
  const code = error instanceof Error && "code" in error && error.code;
  return String(code).startsWith("ERR_PARSE_ARGS");
}
