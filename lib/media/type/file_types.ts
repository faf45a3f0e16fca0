import type { MediaType } from "../contract.ts";

/** A kind of file that is known well enough to tell whether a file is one. */
export interface FileType {
  /** What it is stored and served as. */
  contentType: string;
  mediaType: MediaType;
  /** In lower case, without the dot. */
  extensions: string[];
  /**
   * What `detectType` may find in its first bytes. `text`: nothing, they are characters; `zip`: that
   * of whatever is packed.
   */
  detected: string[] | "text" | "zip";
  /** What is in a document that is a zip archive: files, and folders that end in "/". */
  parts?: string[];
}

/** Containers of sound and film, in which cameras and programs put the one brand or the other. */
const ISO_MEDIA = [
  "video/mp4",
  "video/x-m4v",
  "video/quicktime",
  "video/3gpp",
  "video/3gpp2",
  "audio/mp4",
  "audio/x-m4a",
];
const OGG = [
  "audio/ogg",
  "audio/ogg; codecs=opus",
  "video/ogg",
  "application/ogg",
];
const WEBM = ["audio/webm", "video/webm"];
const HEIF = ["image/heif", "image/heif-sequence"];

/** Office files before 2007, and later ones that a password locks. */
const COMPOUND = "application/x-cfb";

/** Extensions and first bytes, as IANA's registry, browsers and cameras have them. */
export const FILE_TYPES: FileType[] = [
  image("image/jpeg", ["jpg", "jpeg", "jfif"]),
  image("image/png", ["png"], { detected: ["image/png", "image/apng"] }),
  image("image/gif", ["gif"]),
  image("image/webp", ["webp"]),
  image("image/avif", ["avif"], { detected: ["image/avif", ...HEIF] }),
  image("image/heic", ["heic", "heif"], {
    detected: ["image/heic", "image/heic-sequence", ...HEIF],
  }),
  image("image/bmp", ["bmp"]),
  image("image/tiff", ["tif", "tiff"]),
  image("image/svg+xml", ["svg"], { detected: "text" }),

  audio("audio/mpeg", ["mp3"]),
  audio("audio/mp4", ["m4a"], { detected: ISO_MEDIA }),
  audio("audio/aac", ["aac"]),
  audio("audio/ogg", ["ogg", "oga", "opus"], { detected: OGG }),
  audio("audio/wav", ["wav"]),
  audio("audio/flac", ["flac"]),
  audio("audio/webm", ["weba"], { detected: WEBM }),

  video("video/mp4", ["mp4", "m4v"], { detected: ISO_MEDIA }),
  video("video/3gpp", ["3gp", "3gpp", "3g2"], { detected: ISO_MEDIA }),
  video("video/webm", ["webm"], { detected: WEBM }),
  video("video/quicktime", ["mov"], { detected: ISO_MEDIA }),
  video("video/ogg", ["ogv"], { detected: OGG }),

  document("application/pdf", ["pdf"]),
  document("application/rtf", ["rtf"]),
  document("application/msword", ["doc"], {
    // Word itself, and programs that write letters, name RTF so.
    detected: [COMPOUND, "application/rtf"],
  }),
  document("application/vnd.ms-excel", ["xls"], { detected: [COMPOUND] }),
  document("application/vnd.ms-powerpoint", ["ppt"], { detected: [COMPOUND] }),
  openXml("wordprocessingml.document", "docx", "word/"),
  openXml("spreadsheetml.sheet", "xlsx", "xl/"),
  openXml("presentationml.presentation", "pptx", "ppt/"),
  openDocument("text", "odt"),
  openDocument("spreadsheet", "ods"),
  openDocument("presentation", "odp"),
  document("text/plain", ["txt", "text", "log"], { detected: "text" }),
  document("text/markdown", ["md"], { detected: "text" }),
  document("text/csv", ["csv"], { detected: "text" }),
  document("application/json", ["json"], { detected: "text" }),
  document("text/html", ["html", "htm"], { detected: "text" }),

  fileType("application/zip", "archive", ["zip"], { detected: "zip" }),
];

type Rest = Partial<Pick<FileType, "detected" | "parts">>;

function image(contentType: string, extensions: string[], rest?: Rest) {
  return fileType(contentType, "image", extensions, rest);
}

function audio(contentType: string, extensions: string[], rest?: Rest) {
  return fileType(contentType, "audio", extensions, rest);
}

function video(contentType: string, extensions: string[], rest?: Rest) {
  return fileType(contentType, "video", extensions, rest);
}

function document(contentType: string, extensions: string[], rest?: Rest) {
  return fileType(contentType, "document", extensions, rest);
}

function openXml(what: string, extension: string, folder: string) {
  const contentType = `application/vnd.openxmlformats-officedocument.${what}`;
  return document(contentType, [extension], {
    detected: [contentType, COMPOUND],
    parts: ["[Content_Types].xml", folder],
  });
}

function openDocument(what: string, extension: string) {
  const contentType = `application/vnd.oasis.opendocument.${what}`;
  return document(contentType, [extension], {
    parts: ["mimetype", "content.xml"],
  });
}

function fileType(
  contentType: string,
  mediaType: MediaType,
  extensions: string[],
  rest: Rest = {},
): FileType {
  return {
    contentType,
    mediaType,
    extensions,
    detected: [contentType],
    ...rest,
  };
}
