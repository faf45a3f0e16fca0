import { LinkifyIt } from "linkify-it";

/** A piece of a message's text: as it stands, or a link. */
export type TextPart = { text: string; href: string | null };

/** A run of lines: the writer's own, or those quoted from somebody else. */
export interface TextBlock {
  quoted: boolean;
  text: string;
}

/**
 * Only what says that it is a link is one: file names such as "main.rs" end like domains. Other
 * schemes stay text.
 */
const linkify = new LinkifyIt({ fuzzyLink: true, fuzzyEmail: false })
  .add("mailto:", null).add("ftp:", null).add("//", null);

/** Finds the http and https links, and those that begin with "www.". */
export function findLinks(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  for (const match of linkify.match(text) ?? []) {
    if (match.schema === "" && !/^www\./i.test(match.raw)) continue;
    if (match.index > end) {
      parts.push({ text: text.slice(end, match.index), href: null });
    }
    const href = match.schema === "" ? `https://${match.raw}` : match.url;
    parts.push({ text: match.raw, href });
    end = match.lastIndex;
  }
  if (end < text.length) parts.push({ text: text.slice(end), href: null });
  return parts;
}

/** Splits a body where lines that begin with ">" begin and end. */
export function splitQuotes(body: string): TextBlock[] {
  const blocks: TextBlock[] = [];
  for (const line of body.split("\n")) {
    const quoted = line.startsWith(">");
    const text = quoted ? line.replace(/^> ?/, "") : line;
    const last = blocks.at(-1);
    if (last?.quoted === quoted) last.text += `\n${text}`;
    else blocks.push({ quoted, text });
  }
  return blocks;
}
