import { findLinks, type Segment } from "./links.ts";

/** A run of lines: the writer's own, or those quoted from somebody else. */
export interface BodyBlock {
  isQuoted: boolean;
  segments: Segment[];
}

/** Splits a body where lines that begin with ">" begin and end, and finds its links. */
export function readBody(body: string): BodyBlock[] {
  return splitQuotes(body).map(({ isQuoted, text }) => ({
    isQuoted,
    segments: findLinks(text),
  }));
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
