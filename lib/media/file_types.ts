import type { MediaType } from "./contract.ts";

/** A kind of file that is known well enough to tell whether a file is one. */
export interface FileType {
  /** What it is stored and served as. */
  contentType: string;
  mediaType: MediaType;
  /** In lower case, without the dot. */
  endings: string[];
  /** What else programs and systems declare it as. */
  aliases?: string[];
  /** What `file-type` may find in its first bytes; `text`: nothing, they are characters. */
  found: string[] | "text";
}

/** Endings, declared types and first bytes, as IANA's registry and browsers have them. */
export const FILE_TYPES: FileType[] = [
  image("image/jpeg", ["jpg", "jpeg", "jfif"], { aliases: ["image/pjpeg"] }),
  image("image/png", ["png"], { found: ["image/png", "image/apng"] }),
  image("image/gif", ["gif"]),
  image("image/webp", ["webp"]),
  image("image/avif", ["avif"]),
  image("image/heic", ["heic", "heif"], {
    aliases: ["image/heif"],
    found: ["image/heic", "image/heif"],
  }),
  image("image/bmp", ["bmp"], { aliases: ["image/x-ms-bmp"] }),
  image("image/tiff", ["tif", "tiff"]),
  image("image/svg+xml", ["svg"], { found: "text" }),

  sound("audio/mpeg", ["mp3"], { aliases: ["audio/mp3"] }),
  sound("audio/mp4", ["m4a"], {
    aliases: ["audio/x-m4a", "audio/m4a"],
    found: ["audio/mp4", "audio/x-m4a", "video/mp4"],
  }),
  sound("audio/aac", ["aac"], { aliases: ["audio/x-aac"] }),
  sound("audio/ogg", ["ogg", "oga", "opus"], {
    aliases: ["audio/opus", "application/ogg"],
    found: ["audio/ogg", "audio/opus", "audio/ogg; codecs=opus"],
  }),
  sound("audio/wav", ["wav"], {
    aliases: ["audio/x-wav", "audio/wave", "audio/vnd.wave"],
  }),
  sound("audio/flac", ["flac"], {
    aliases: ["audio/x-flac"],
    found: ["audio/flac", "audio/x-flac"],
  }),
  sound("audio/webm", ["weba"], { found: ["audio/webm", "video/webm"] }),

  film("video/mp4", ["mp4", "m4v"], {
    aliases: ["video/x-m4v"],
    found: ["video/mp4", "video/x-m4v"],
  }),
  film("video/webm", ["webm"], { aliases: ["audio/webm"] }),
  film("video/quicktime", ["mov"]),
  film("video/ogg", ["ogv"]),

  document("application/pdf", ["pdf"]),
  document("application/rtf", ["rtf"], {
    aliases: ["text/rtf"],
    found: ["application/rtf", "text/rtf"],
  }),
  document("application/msword", ["doc"], { found: ["application/x-cfb"] }),
  document("application/vnd.ms-excel", ["xls"], {
    found: ["application/x-cfb"],
  }),
  document("application/vnd.ms-powerpoint", ["ppt"], {
    found: ["application/x-cfb"],
  }),
  document(openXml("wordprocessingml.document"), ["docx"]),
  document(openXml("spreadsheetml.sheet"), ["xlsx"]),
  document(openXml("presentationml.presentation"), ["pptx"]),
  document("application/vnd.oasis.opendocument.text", ["odt"]),
  document("application/vnd.oasis.opendocument.spreadsheet", ["ods"]),
  document("application/vnd.oasis.opendocument.presentation", ["odp"]),
  document("text/plain", ["txt", "text", "log"], { found: "text" }),
  document("text/markdown", ["md"], { found: "text", aliases: ["text/plain"] }),
  document("text/csv", ["csv"], {
    // Windows declares what the installed program opens it as.
    aliases: ["application/csv", "application/vnd.ms-excel", "text/plain"],
    found: "text",
  }),
  document("application/json", ["json"], { found: "text" }),
  document("text/html", ["html", "htm"], { found: "text" }),

  {
    contentType: "application/zip",
    mediaType: "archive",
    endings: ["zip"],
    aliases: ["application/x-zip-compressed", "multipart/x-zip"],
    found: ["application/zip"],
  },
];

type Rest = Partial<Pick<FileType, "aliases" | "found">>;

function image(contentType: string, endings: string[], rest?: Rest) {
  return fileType(contentType, "image", endings, rest);
}

function sound(contentType: string, endings: string[], rest?: Rest) {
  return fileType(contentType, "audio", endings, rest);
}

function film(contentType: string, endings: string[], rest?: Rest) {
  return fileType(contentType, "video", endings, rest);
}

function document(contentType: string, endings: string[], rest?: Rest) {
  return fileType(contentType, "document", endings, rest);
}

function fileType(
  contentType: string,
  mediaType: MediaType,
  endings: string[],
  rest: Rest = {},
): FileType {
  return { contentType, mediaType, endings, found: [contentType], ...rest };
}

function openXml(what: string): string {
  return `application/vnd.openxmlformats-officedocument.${what}`;
}
