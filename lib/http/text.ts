import { z } from "zod";

/**
 * Text that is kept and given back to the letter. U+0000 is refused because libSQL cuts a text
 * there on its way in, a lone surrogate because it has no UTF-8 form.
 */
export const StoredText = z.string()
  .refine(
    (text) => !text.includes("\u0000"),
    "must not contain the character U+0000",
  )
  .refine(
    (text) => text.isWellFormed(),
    "must not contain half of a surrogate pair",
  );
