import { type RawBuilder, sql } from "kysely";

/**
 * The ids of the messages with all words of `typed` in subject or body, of which the last may be
 * unfinished; `null` when there are no words to search. Case and accents do not count.
 * `tenantId` keeps the search to one tenant's part of the index.
 */
export function matching(
  typed: string | undefined,
  tenantId: string | null,
): RawBuilder<number> | null {
  const words = typed?.split(/\s+/).filter((word) => word !== "") ?? [];
  if (words.length === 0) return null;
  const text = `{Subject Body} : (${words.map(quote).join(" ")} *)`;
  const match = tenantId === null
    ? text
    : `${text} AND TenantId : ${quote(tenantId)}`;
  return sql`(
    SELECT rowid FROM MessageSearch WHERE MessageSearch MATCH ${match}
  )`;
}

/**
 * Quotes a word as a string of FTS5's query language, where only the quotation mark has a meaning.
 * https://www.sqlite.org/fts5.html#fts5_strings
 */
function quote(word: string): string {
  return `"${word.replaceAll('"', '""')}"`;
}
