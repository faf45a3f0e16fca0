import process from "node:process";
import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";
import { z } from "zod";
import { Password } from "../auth/contract.ts";
import { parse } from "../http/body.ts";
import { Problem } from "../http/problem.ts";

/**
 * Reads a password from standard input: the first line of a pipe, or what is typed, twice and
 * without echo, on a terminal. Never an argument, which other users of the machine could see.
 *
 * @throws {Problem} 422 for a password that is too long or empty, or was repeated differently.
 */
export async function readPassword(): Promise<string> {
  const isTerminal = Deno.stdin.isTerminal();
  const lines = createInterface({
    input: process.stdin,
    output: isTerminal ? silent() : undefined,
    terminal: isTerminal,
  });
  const next = lines[Symbol.asyncIterator]();
  const ask = async (prompt: string) => {
    if (isTerminal) await Deno.stderr.write(new TextEncoder().encode(prompt));
    const { value, done } = await next.next();
    if (isTerminal) console.error();
    if (done) {
      throw new Problem(422, "password: there is none on standard input");
    }
    return value;
  };

  try {
    const password = await ask("Password: ");
    if (isTerminal && password !== await ask("Once more: ")) {
      throw new Problem(422, "The two passwords differ");
    }
    return parse(PasswordLine, { password }).password;
  } finally {
    lines.close();
  }
}

const PasswordLine = z.object({ password: Password });

/** Swallows the echo of what is typed. */
function silent(): Writable {
  return new Writable({ write: (_chunk, _encoding, done) => done() });
}
