import sharp from "sharp";
import { Buffer } from "node:buffer";
import { crc32, deflateRawSync, deflateSync } from "node:zlib";

const encoder = new TextEncoder();

/** A picture of one colour, turned as its EXIF orientation says (6: a quarter to the right). */
export async function picture(
  format: "png" | "jpeg" | "gif" | "webp" | "avif" | "tiff",
  width = 60,
  height = 40,
  orientation?: number,
): Promise<Uint8Array> {
  const create = { width, height, channels: 3 as const, background: "teal" };
  const image = sharp({ create })[format]();
  const exif = { IFD0: { Copyright: "Ada Lovelace" } };
  return await (orientation
    ? image.withExif(exif).withMetadata({ orientation })
    : image).toBuffer();
}

/** A PNG whose head says this size, with next to nothing behind it. */
export function pngOf(width: number, height: number): Uint8Array {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
    chunk("IHDR", head),
    chunk("IDAT", deflateSync(Buffer.alloc(1_000))),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

/** A part of a PNG. */
export function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body) >>> 0);
  return Buffer.concat([length, body, check]);
}

/** How the files of a zip are packed; `streamed`: their sizes stand behind them. */
export interface Packing {
  isDeflated?: boolean;
  isStreamed?: boolean;
}

/** A zip archive, of stored files where nothing else is said. */
export function zip(
  files: Record<string, string | Uint8Array>,
  { isDeflated = false, isStreamed = false }: Packing = {},
): Uint8Array {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of Object.entries(files)) {
    const data = Buffer.from(content as Uint8Array);
    const packed = isDeflated ? deflateRawSync(data) : data;
    const sizes = Buffer.alloc(12);
    sizes.writeUInt32LE(crc32(data) >>> 0, 0);
    sizes.writeUInt32LE(packed.length, 4);
    sizes.writeUInt32LE(data.length, 8);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(isStreamed ? 8 : 0, 2);
    common.writeUInt16LE(isDeflated ? 8 : 0, 4);
    common.writeUInt16LE(Buffer.byteLength(name), 22);
    const listed = Buffer.from(common);
    listed.set(sizes, 10);
    const local = Buffer.concat([
      Buffer.from("PK\x03\x04", "latin1"),
      isStreamed ? common : listed,
      Buffer.from(name),
      packed,
      ...isStreamed ? [Buffer.from("PK\x07\x08", "latin1"), sizes] : [],
    ]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([
      Buffer.from("PK\x01\x02\x14\x00", "latin1"),
      listed,
      rest,
      Buffer.from(name),
    ]));
    parts.push(local);
    offset += local.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", "latin1");
  end.writeUInt16LE(directory.length, 8);
  end.writeUInt16LE(directory.length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, list, end]);
}

/** A Word document, as far as anybody looks. */
export function docx(): Uint8Array {
  const main =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";
  return zip({
    "[Content_Types].xml":
      `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="${main}"/></Types>`,
    "word/document.xml": "<w:document/>",
  });
}

/** The same, behind more than what is looked at first; or with its parts in another folder. */
export function lateDocx(folder = "word"): Uint8Array {
  return zip({
    "customXml/item1.xml": "x".repeat(100_000),
    [`${folder}/document.xml`]: "<w:document/>",
    "[Content_Types].xml": "<Types/>",
  });
}

/** A wave of silence, a second long. */
export function wav(): Uint8Array {
  const head = Buffer.alloc(44);
  head.write("RIFF", 0);
  head.writeUInt32LE(8_036, 4);
  head.write("WAVEfmt ", 8);
  head.writeUInt32LE(16, 16);
  head.set([1, 0, 1, 0], 20);
  head.writeUInt32LE(8_000, 24);
  head.writeUInt32LE(8_000, 28);
  head.set([1, 0, 8, 0], 32);
  head.write("data", 36);
  head.writeUInt32LE(8_000, 40);
  return Buffer.concat([head, Buffer.alloc(8_000, 128)]);
}

export const PDF = encoder.encode(
  "%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n",
);

/** A PDF of one empty page, as real as any. */
export function onePage(): Uint8Array {
  const objects = [
    "<</Type/Catalog/Pages 2 0 R>>",
    "<</Type/Pages/Kids[3 0 R]/Count 1>>",
    "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Resources<<>>>>",
  ];
  let text = "%PDF-1.4\n";
  const places = objects.map((object, index) => {
    const place = text.length;
    text += `${index + 1} 0 obj${object}endobj\n`;
    return place;
  });
  const entries = places.map((place) =>
    `${String(place).padStart(10, "0")} 00000 n \n`
  );
  return encoder.encode(
    `${text}xref\n0 4\n0000000000 65535 f \n${entries.join("")}` +
      `trailer<</Size 4/Root 1 0 R>>\nstartxref\n${text.length}\n%%EOF\n`,
  );
}

/** In two halves, so that no scanner finds this file. */
export const EICAR = encoder.encode(
  "X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-" +
    "STANDARD-ANTIVIRUS-TEST-FILE!$H+H*",
);

/** One pixel, with its colours, and the end. */
const GIF_FRAME = [
  ...[0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0x80, 0, 0, 0, 0xff, 0xff, 0xff],
  ...[0x02, 0x02, 0x44, 0x01, 0x00, 0x3b],
];

/** A GIF of this size, of which only the first pixel is said. */
export function gifOf(width: number, height: number): Uint8Array {
  const size = Buffer.alloc(7);
  size.writeUInt16LE(width, 0);
  size.writeUInt16LE(height, 2);
  const frame = Buffer.from(GIF_FRAME);
  size.copy(frame, 5, 0, 4);
  return Buffer.concat([Buffer.from("GIF89a"), size, frame]);
}

/** Valid as a GIF and as JavaScript. */
export function gifScript(): Uint8Array {
  const frame = [
    ...[0x21, 0xfe, 0x00], // an empty comment
    ...GIF_FRAME,
  ];
  return Buffer.concat([
    // Its width is "/*": what follows is a comment.
    Buffer.from("GIF89a/*\x01\x00\x00\x00\x00", "latin1"),
    Buffer.from(frame),
    Buffer.from("*/=1;alert(document.domain)//"),
  ]);
}

export const HTML = encoder.encode(
  "<!doctype html><script>alert(document.domain)</script>",
);
export const SVG = encoder.encode(
  '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(document.domain)</script></svg>',
);

export function fileOf(
  bytes: Uint8Array | string,
  name: string,
  type = "",
): File {
  return new File([bytes as BlobPart], name, { type });
}
