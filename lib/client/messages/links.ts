import { LinkifyIt } from "linkify-it";

/** A piece of a text. All pieces of a text, one after the other, are that text to the letter. */
export interface Segment {
  text: string;
  /** Where it leads: an absolute http or https URL. `null` for plain text. */
  href: string | null;
}

const linkify = new LinkifyIt({ fuzzyLink: false, fuzzyEmail: false })
  .add("ftp:", null)
  .add("mailto:", null)
  .add("//", null)
  .add("www.", {
    validate(text, position, { re }) {
      const rest = re.get_relative_proto_validator();
      rest.lastIndex = position;
      return rest.exec(text)?.[0].length ?? 0;
    },
    normalize: (match) => match.url = `https://${match.raw}`,
  });

/** Marks that reorder what is shown around them, so that an address could read as another one. */
const REORDERING = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;

/** Finds the web addresses in what somebody wrote: `http://…`, `https://…` and `www.…`. */
export function findLinks(text: string): Segment[] {
  const segments: Segment[] = [];
  let end = 0;
  for (const match of linkify.match(text) ?? []) {
    const href = webAddress(match.url);
    if (!href || REORDERING.test(match.raw)) continue;
    if (match.index > end) {
      segments.push({ text: text.slice(end, match.index), href: null });
    }
    segments.push({ text: match.raw, href });
    end = match.lastIndex;
  }
  if (end < text.length) segments.push({ text: text.slice(end), href: null });
  return segments;
}

/** Nothing but http and https leaves this file as a link, whatever the finder takes for one. */
function webAddress(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const { protocol, href } = new URL(url);
  return protocol === "http:" || protocol === "https:" ? href : null;
}
