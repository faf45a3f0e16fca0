import { type Incoming, readText } from "./body.ts";
import { Problem } from "./problem.ts";

const MAX_FORM_BYTES = 262_144;
const URL_ENCODED = "application/x-www-form-urlencoded";

/**
 * The fields of a posted form. Line ends are as people typed them (LF), not as the web sends them
 * (CR LF).
 *
 * @throws {Problem} 415 for anything but a URL-encoded form, 413 past `maxBytes`
 * (256 KiB); as `readText`, too.
 */
export async function readForm(
  incoming: Incoming,
  maxBytes = MAX_FORM_BYTES,
): Promise<URLSearchParams> {
  const contentType = incoming.req.headers.get("content-type") ?? "";
  if (!contentType.toLowerCase().startsWith(URL_ENCODED)) {
    throw new Problem(
      415,
      `Expected a body of type ${URL_ENCODED}, got "${contentType}"`,
    );
  }
  const form = new URLSearchParams(await readText(incoming, maxBytes));
  return new URLSearchParams(
    [...form].map(([name, value]) => [name, value.replaceAll("\r\n", "\n")]),
  );
}
