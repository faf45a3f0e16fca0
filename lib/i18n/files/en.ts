export const en = {
  "file.downloadNamed": "Download {name}",
  "failure.missing": "it is not there any more",

  "upload.waiting": "Waiting",
  "upload.progress": "{sent} of {size}",
  "upload.checking": "Being checked…",
  "upload.done": "Uploaded",
  "upload.cancelled": "Cancelled",
  "upload.failed": "Not uploaded: {reason}",
  "upload.reason.tooLarge": "it is larger than {size}",
  "upload.reason.tooMuch": "it is larger than {size}, or has too many pixels",
  "upload.reason.wrongType":
    "its type is not allowed here, or it is not what its name says",
  "upload.reason.infected": "malware was found in it",
  "upload.reason.empty": "it is empty",
  "upload.reason.noFile": "no file was chosen",
  "upload.reason.later": "the server is busy; next try in {count} s",

  "fileType.image": "Pictures",
  "fileType.audio": "Sound",
  "fileType.video": "Video",
  "fileType.document": "Documents",
  "fileType.archive": "Archives",

  "lightbox.close": "Close",
  "lightbox.previous": "Previous file",
  "lightbox.next": "Next file",
  "lightbox.place": "{place} of {count}",
  "lightbox.broken": "The picture did not load.",
};
