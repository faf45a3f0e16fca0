import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { Problem } from "../../../lib/http/problem.ts";
import { mediaLimits } from "../../../lib/media/limits.ts";
import { judgeType, SAMPLE_BYTES } from "../../../lib/media/type/judge_type.ts";
import { PROBLEM_TYPES } from "../../../lib/shared/problem_types.ts";
import * as samples from "../samples.ts";

const ALLOWED = mediaLimits.allowedTypes.builtIn;
const PDF = Buffer.from(samples.PDF);
const JPEG = await samples.picture("jpeg");
const LATE_DOCX = samples.lateDocx();
const LOCKED = Buffer.concat([
  Buffer.from("d0cf11e0a1b11ae1", "hex"),
  Buffer.alloc(600),
]);
const RTF = Buffer.from("{\\rtf1\\ansi Hello}");
const MP3 = Buffer.concat([
  ...Array(3).fill(
    Buffer.concat([Buffer.from("fffb9000", "hex"), Buffer.alloc(413)]),
  ),
]);

/** A box that says which brand of ISO's media files this is, and one behind it. */
function branded(brand: string): Uint8Array {
  return Buffer.from(
    `\0\0\0\x14ftyp${brand}\0\0\0\0isom\0\0\0\x08free${"\0".repeat(99)}`,
    "latin1",
  );
}

function ogg(codec: string): Uint8Array {
  const head = Buffer.alloc(28);
  head.write("OggS\0\x02", "latin1");
  head[26] = 1;
  return Buffer.concat([head, Buffer.from(codec, "latin1"), Buffer.alloc(60)]);
}

/** What people and systems send: the name, the declared type, the content. */
const TAKEN: [string, string, Uint8Array][] = [
  ["server.log", "text/x-log", Buffer.from("started")],
  ["photo.jpg", "image/jpg", JPEG],
  ["photo.jpg", "image/pjpeg", JPEG],
  ["photo.JPG", "IMAGE/JPEG; name=photo.jpg", JPEG],
  ["photo.jpg", "application/octet-stream", JPEG],
  ["photo.jpg", "", JPEG],
  ["photo.jpg", "text/plain", JPEG],
  ["photo.jpg", "image/*", JPEG],
  ["photo.jpg", "application/x-download", JPEG],
  ["a.zip", "application/x-zip-compressed", samples.zip({ a: "b" })],
  ["a.zip", "application/x-zip", samples.zip({})],
  ["a.zip", "application/zip", samples.zip({ "META-INF/MANIFEST.MF": "x" })],
  ["a.zip", "application/zip", samples.docx()],
  ["a.csv", "application/csv", Buffer.from("a;b")],
  ["a.csv", "text/comma-separated-values", Buffer.from("a;b")],
  ["a.csv", "application/vnd.ms-excel", Buffer.from("a;b")],
  ["a.csv", "text/x-csv", Buffer.from("\ufeffa;b", "utf16le")],
  ["letter.rtf", "application/msword", RTF],
  ["letter.rtf", "text/rtf", RTF],
  ["letter.doc", "application/msword", RTF],
  ["letter.docx", "application/zip", samples.docx()],
  ["letter.docx", "application/msword", samples.docx()],
  ["letter.docx", "application/x-tika-ooxml", LOCKED],
  ["letter.docx", "", LATE_DOCX],
  ["song.mp3", "audio/mp3", MP3],
  ["song.mp3", "audio/x-mpeg-3", Buffer.concat([Buffer.alloc(700), MP3])],
  ["voice.m4a", "video/mp4", branded("mp42")],
  ["voice.m4a", "audio/x-m4a", branded("M4A ")],
  ["film.mp4", "video/mp4", branded("3gp4")],
  ["film.mp4", "application/mp4", branded("qt  ")],
  ["film.mp4", "video/mp4", branded("dash")],
  ["film.m4v", "video/x-m4v", branded("M4VH")],
  ["film.mov", "video/quicktime", branded("mp42")],
  ["film.mov", "", Buffer.from(`\0\0\0\x08wide\0\0\x01\0mdat`, "latin1")],
  ["film.3gp", "audio/3gpp", branded("3gp5")],
  ["film.3g2", "video/3gpp2", branded("3g2a")],
  ["photo.heic", "image/heif", branded("mif1")],
  ["photo.heic", "image/heic", branded("hevc")],
  ["photo.heif", "", branded("heix")],
  ["photo.avif", "image/avif", branded("mif1")],
  ["sound.ogg", "application/ogg", ogg("\x01vorbis")],
  ["sound.ogg", "video/ogg", ogg("fishead\0")],
  ["sound.opus", "audio/opus", ogg("OpusHead")],
  ["paper.pdf", "application/x-pdf", PDF],
  ["paper.pdf", "application/pdf", Buffer.concat([Buffer.from("\n"), PDF])],
  ["paper.pdf", "", Buffer.concat([Buffer.from("\ufeff\r\n"), PDF])],
  ["paper.pdf", "", Buffer.concat([Buffer.alloc(1_000, 32), PDF])],
  ["paper.pdf", "", Buffer.concat([Buffer.alloc(128), PDF])],
];

for (const [fileName, declaredType, content] of TAKEN) {
  Deno.test(`${fileName}, declared as "${declaredType}", is taken as its bytes agree: ${start(content)}`, async () => {
    const { type } = await judge(fileName, declaredType, content);
    const extension = fileName.split(".")[1].toLowerCase();
    assert.ok(type.extensions.includes(extension));
  });
}

const PROGRAM = Buffer.from("MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff", "latin1");

const CONTRADICTED: [string, string, Uint8Array][] = [
  ["photo.png", "image/png", samples.HTML],
  ["photo.png", "image/png", JPEG],
  ["photo.jpg", "text/html", JPEG],
  ["photo.jpg", "application/zip", JPEG],
  ["photo.jpg", "video/mp4", JPEG],
  ["paper.pdf", "application/pdf", PROGRAM],
  ["paper.pdf", "application/pdf", Buffer.concat([PROGRAM, PDF])],
  ["paper.pdf", "application/pdf", Buffer.from("no header")],
  ["paper.pdf", "", Buffer.concat([Buffer.alloc(1_024, 32), PDF])],
  ["notes.txt", "text/plain", PROGRAM],
  ["notes.txt", "text/plain", PDF],
  ["film.mp4", "video/mp4", branded("heic")],
  ["photo.heic", "image/heic", branded("mp42")],
  ["song.mp3", "audio/mpeg", samples.zip({ a: "b" })],
  ["a.zip", "application/zip", PDF],
  ["letter.docx", "", PDF],
  ["letter.odt", "", LOCKED],
  ["letter.doc", "application/msword", samples.docx()],
];

for (const [fileName, declaredType, content] of CONTRADICTED) {
  Deno.test(`${fileName}, declared as "${declaredType}", is not what its name says: ${start(content)}`, async () => {
    await assert.rejects(judge(fileName, declaredType, content), (error) => {
      assert.ok(error instanceof Problem);
      assert.equal(error.status, 415);
      assert.equal(error.type, PROBLEM_TYPES.misnamed);
      return true;
    });
  });
}

Deno.test("what is not allowed is another thing than what is not what it says", async () => {
  for (const name of ["page.html", "setup.exe", "README", "pdf"]) {
    await assert.rejects(judge(name, "", samples.HTML), (error) => {
      assert.ok(error instanceof Problem);
      assert.equal(error.type, "about:blank");
      assert.match(error.message, /not allowed here; allowed are jpg/);
      return true;
    });
  }
});

Deno.test("of a packed document whose start does not tell, the end has to", async () => {
  assert.equal((await judge("a.docx", "", LATE_DOCX)).isOpen, true);
  assert.equal((await judge("a.docx", "", samples.docx())).isOpen, false);
  assert.equal((await judge("a.zip", "", LATE_DOCX)).isOpen, false);
});

async function judge(
  fileName: string,
  declaredType: string,
  content: Uint8Array,
) {
  const sample = new Uint8Array(content).subarray(0, SAMPLE_BYTES);
  return await judgeType({ fileName, declaredType, sample }, ALLOWED);
}

function start(content: Uint8Array): string {
  const text = Buffer.from(content).toString("latin1", 0, 12);
  return JSON.stringify(text);
}
