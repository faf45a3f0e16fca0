import type { MediaType } from "../contract.ts";

/** A kind of file that is known well enough to tell whether a file is one. */
export interface FileType {
  /** What it is stored and served as. */
  contentType: string;
  mediaType: MediaType;
  /** In lower case, without the dot. */
  extensions: string[];
  /** What else programs and systems declare it as. */
  aliases?: string[];
  /** What `file-type` may find in its first bytes; `text`: nothing, they are characters. */
  detected: string[] | "text";
}

/** Extensions, declared types and first bytes, as IANA's registry and browsers have them. */
export const FILE_TYPES: FileType[] = [
  image("image/jpeg", ["jpg", "jpeg", "jfif"], { aliases: ["image/pjpeg"] }),
  image("image/png", ["png"], { detected: ["image/png", "image/apng"] }),
  image("image/gif", ["gif"]),
  image("image/webp", ["webp"]),
  image("image/avif", ["avif"]),
  image("image/heic", ["heic", "heif"], {
    aliases: ["image/heif"],
    detected: ["image/heic", "image/heif"],
  }),
  image("image/bmp", ["bmp"], { aliases: ["image/x-ms-bmp"] }),
  image("image/tiff", ["tif", "tiff"]),
  image("image/svg+xml", ["svg"], { detected: "text" }),

  audio("audio/mpeg", ["mp3"], { aliases: ["audio/mp3"] }),
  audio("audio/mp4", ["m4a"], {
    aliases: ["audio/x-m4a", "audio/m4a"],
    detected: ["audio/mp4", "audio/x-m4a", "video/mp4"],
  }),
  audio("audio/aac", ["aac"], { aliases: ["audio/x-aac"] }),
  audio("audio/ogg", ["ogg", "oga", "opus"], {
    aliases: ["audio/opus", "application/ogg"],
    detected: ["audio/ogg", "audio/opus", "audio/ogg; codecs=opus"],
  }),
  audio("audio/wav", ["wav"], {
    aliases: ["audio/x-wav", "audio/wave", "audio/vnd.wave"],
  }),
  audio("audio/flac", ["flac"], {
    aliases: ["audio/x-flac"],
    detected: ["audio/flac", "audio/x-flac"],
  }),
  audio("audio/webm", ["weba"], { detected: ["audio/webm", "video/webm"] }),

  video("video/mp4", ["mp4", "m4v"], {
    aliases: ["video/x-m4v"],
    detected: ["video/mp4", "video/x-m4v"],
  }),
  video("video/webm", ["webm"], { aliases: ["audio/webm"] }),
  video("video/quicktime", ["mov"]),
  video("video/ogg", ["ogv"]),

  document("application/pdf", ["pdf"]),
  document("application/rtf", ["rtf"], {
    aliases: ["text/rtf"],
    detected: ["application/rtf", "text/rtf"],
  }),
  document("application/msword", ["doc"], { detected: ["application/x-cfb"] }),
  document("application/vnd.ms-excel", ["xls"], {
    detected: ["application/x-cfb"],
  }),
  document("application/vnd.ms-powerpoint", ["ppt"], {
    detected: ["application/x-cfb"],
  }),
  document(openXml("wordprocessingml.document"), ["docx"]),
  document(openXml("spreadsheetml.sheet"), ["xlsx"]),
  document(openXml("presentationml.presentation"), ["pptx"]),
  document("application/vnd.oasis.opendocument.text", ["odt"]),
  document("application/vnd.oasis.opendocument.spreadsheet", ["ods"]),
  document("application/vnd.oasis.opendocument.presentation", ["odp"]),
  document("text/plain", ["txt", "text", "log"], { detected: "text" }),
  document("text/markdown", ["md"], {
    detected: "text",
    aliases: ["text/plain"],
  }),
  document("text/csv", ["csv"], {
    // Windows declares what the installed program opens it as.
    aliases: ["application/csv", "application/vnd.ms-excel", "text/plain"],
    detected: "text",
  }),
  document("application/json", ["json"], { detected: "text" }),
  document("text/html", ["html", "htm"], { detected: "text" }),

  {
    contentType: "application/zip",
    mediaType: "archive",
    extensions: ["zip"],
    aliases: ["application/x-zip-compressed", "multipart/x-zip"],
    detected: ["application/zip"],
  },
];

type Rest = Partial<Pick<FileType, "aliases" | "detected">>;

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

function openXml(what: string): string {
  return `application/vnd.openxmlformats-officedocument.${what}`;
}
