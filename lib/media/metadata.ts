import { z } from "zod";

/** What else is known of a file, as its row keeps it. */
const Metadata = z.object({
  /** How a text is written in bytes. */
  charset: z.string().optional(),
});

type Metadata = z.output<typeof Metadata>;

export function asMetadata(metadata: Metadata): string {
  return JSON.stringify(metadata);
}

/** Empty where nothing is known, or nothing that was written here. */
export function metadataOf(stored: string | null): Metadata {
  try {
    return Metadata.parse(JSON.parse(stored ?? "{}"));
  } catch {
    return {};
  }
}
