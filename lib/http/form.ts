import { readText } from "./body.ts";
import { Problem } from "./problem.ts";

const MAX_FORM_BYTES = 262_144;
const URL_ENCODED = "application/x-www-form-urlencoded";

/**
 * The fields of a posted form. Line ends are as people typed them (LF), not as the web sends them
 * (CR LF).
 *
 * @throws {Problem} 415 for anything but a URL-encoded form, 413 past 256 KiB.
 */
export async function readForm(request: Request): Promise<URLSearchParams> {
  const contentType = request.headers.get("content-type") ?? "";
  if (!contentType.toLowerCase().startsWith(URL_ENCODED)) {
    throw new Problem(
      415,
      `Expected a body of type ${URL_ENCODED}, got "${contentType}"`,
    );
  }
  const form = new URLSearchParams(await readText(request, MAX_FORM_BYTES));
  return new URLSearchParams(
    [...form].map(([name, value]) => [name, value.replaceAll("\r\n", "\n")]),
  );
}
