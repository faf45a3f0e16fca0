/** How a text is written in bytes. */
export type Charset = "utf-8" | "windows-1252" | Utf16;
type Utf16 = "utf-16le" | "utf-16be";

/** Bell to carriage return, which programs log as terminals get them, the end of a file of DOS, escape. */
const IN_TEXT = [0x07, 0x08, 0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x1a, 0x1b];

const CONTROL = /\p{Cc}/gu;
/** What is hardly in a text where nothing says that it is one. */
const UNLIKELY = /[\p{Cn}\p{Co}]/u;
const BETWEEN_WORDS = /[ \n]/;

const PAST_ASCII = /[^\0-\x7f]/;

/** Whether these are the first bytes of a text, in whatever encoding. */
export function isText(sample: Uint8Array): boolean {
  const isInBytes = !sample.some((byte) =>
    byte < 0x20 && !IN_TEXT.includes(byte)
  );
  return isInBytes || utf16Of(sample) !== undefined;
}

/** With a byte order mark, or without it, as some programs of Windows write it. */
function utf16Of(sample: Uint8Array): Utf16 | undefined {
  const [first, second] = sample;
  const isLittle = first === 0xff && second === 0xfe;
  const isBig = first === 0xfe && second === 0xff;
  if (isLittle || isBig) {
    const charset = isLittle ? "utf-16le" : "utf-16be";
    return isWritten(charset, sample) ? charset : undefined;
  }
  if (!sample.includes(0)) return undefined;
  return (["utf-16le", "utf-16be"] as const).find((charset) =>
    isWritten(
      charset,
      sample,
      (text) => BETWEEN_WORDS.test(text) && !UNLIKELY.test(text),
    )
  );
}

function isWritten(
  charset: Utf16,
  sample: Uint8Array,
  isLikely = (_text: string) => true,
): boolean {
  try {
    const decoder = new TextDecoder(charset, { fatal: true });
    // The sample may cut the last character in two.
    const text = decoder.decode(sample, { stream: true });
    const controls = text.match(CONTROL) ?? [];
    return isLikely(text) &&
      controls.every((control) => IN_TEXT.includes(control.charCodeAt(0)));
  } catch {
    return false;
  }
}

/**
 * Hears a text that begins with `sample` go by, and knows at its end how it is written: by the first
 * character that is not in ASCII. The old encodings of one byte a character cannot be told from each
 * other, so they are taken for the Western one.
 */
export function charsetListener(sample: Uint8Array) {
  let charset: Charset | undefined = utf16Of(sample);
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const hear = (chunk?: Uint8Array) => {
    if (charset !== undefined) return;
    try {
      const text = decoder.decode(chunk, { stream: chunk !== undefined });
      if (PAST_ASCII.test(text)) charset = "utf-8";
    } catch {
      charset = "windows-1252";
    }
  };
  return {
    hear,
    charset(): Charset {
      hear();
      return charset ?? "utf-8";
    },
  };
}
