import type { findLinks, Segment } from "./links.ts";

/** A run of lines: the writer's own, or those quoted from somebody else. */
export interface BodyBlock {
  isQuoted: boolean;
  segments: Segment[];
}

/**
 * Splits a body where lines that begin with ">" begin and end. The links in it are found by
 * `find`: it is heavy beside the rest of the page, and few bodies need it.
 */
export function readBody(
  body: string,
  find: typeof findLinks = findNone,
): BodyBlock[] {
  return splitQuotes(body).map(({ isQuoted, text }) => ({
    isQuoted,
    segments: find(text),
  }));
}

/** Whether looking for links is worth it: where this says no, there are none. */
export function mayHaveLinks(body: string): boolean {
  return /https?:|www\./i.test(body);
}

function findNone(text: string): Segment[] {
  return text === "" ? [] : [{ text, href: null }];
}

function splitQuotes(body: string): { isQuoted: boolean; text: string }[] {
  const blocks: { isQuoted: boolean; text: string }[] = [];
  for (const line of body.split("\n")) {
    const isQuoted = line.startsWith(">");
    const text = isQuoted ? line.replace(/^> ?/, "") : line;
    const last = blocks.at(-1);
    if (last?.isQuoted === isQuoted) last.text += `\n${text}`;
    else blocks.push({ isQuoted, text });
  }
  return blocks;
}
