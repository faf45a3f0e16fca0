import { z } from "zod";
import { StoredText } from "../http/text.ts";

/** In characters (UTF-16 code units), whatever a tenant allows. */
export const LONGEST_ECHO = 1_000;

/** `POST /api/echoes`. */
export const ShoutInput = z.object({
  text: StoredText.trim().min(1).max(LONGEST_ECHO),
}).meta({ id: "ShoutInput" });

export const Echo = z.object({
  id: z.number().int(),
  text: z.string(),
  createdAt: z.iso.datetime(),
}).meta({ id: "Echo" });

export const Echoes = z.object({
  items: z.array(Echo),
  position: z.number().int(),
}).meta({ id: "Echoes" });

export type ShoutInput = z.output<typeof ShoutInput>;
export type Echo = z.output<typeof Echo>;
export type Echoes = z.output<typeof Echoes>;
