/**
 * The same query, that has found all of its rows once it gives the first. libSQL takes only the
 * first step on a thread of its own, and each that follows where its rows are fetched: one that
 * looks through a large table for the next row would hold the event loop.
 */
export function wholeInFirstStep(sql: string): string {
  if (!QUERY.test(sql)) return sql;
  return `WITH "whole" AS MATERIALIZED (${sql}\n) SELECT * FROM "whole"`;
}

/** What changes something does so in its first step as it is. */
const QUERY = /^\s*(select\b|with\b(?![^]*\b(insert|update|delete)\b))/i;
