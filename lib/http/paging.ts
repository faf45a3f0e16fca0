import { z } from "zod";
import { Problem } from "./problem.ts";

/** A page of a list, newest first. `position`: the event log's position at which it was true. */
export interface Page<Item> {
  items: Item[];
  nextCursor: string | null;
  position: number;
}

/** The place in a list that is ordered by time, then id: the key of the last item seen. */
export interface Cursor {
  createdAt: string;
  id: number;
}

/** The query parameters that every list takes. */
export const PagingQuery = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: z.string().max(200).regex(/^[A-Za-z0-9_-]+$/, "not a cursor")
    .optional().meta({ description: "`nextCursor` of the page before" }),
});

/** Opaque to clients, and safe in a URL. */
export function encodeCursor({ createdAt, id }: Cursor): string {
  return btoa(`${createdAt}|${id}`).replaceAll("+", "-").replaceAll("/", "_")
    .replace(/=+$/, "");
}

/** @throws {Problem} 422 for what `encodeCursor` did not make. */
export function decodeCursor(text: string): Cursor {
  const cursor = cursorOf(text);
  if (cursor) return cursor;
  const errors = [{ path: "cursor", message: "not a cursor of this list" }];
  throw new Problem(422, `cursor: "${text}" is not a cursor of this list`, {
    errors,
  });
}

/** Whether `encodeCursor` made it. */
export function isCursor(text: string): boolean {
  return cursorOf(text) !== null;
}

function cursorOf(text: string): Cursor | null {
  let decoded: string;
  try {
    decoded = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  } catch {
    return null;
  }
  const match = /^(\d{4}-\d\d-\d\dT[\d:.]+Z)\|(\d{1,15})$/.exec(decoded);
  return match && { createdAt: match[1], id: Number(match[2]) };
}
