import type { LibraryPlace } from "../lib/browser/library_url.ts";
import { translate, type Words } from "../lib/i18n/translate.ts";
import { Icon } from "./Icon.tsx";
import { libraryUrl } from "./library_url.ts";

/** Chooses files and uploads them: at once, or without JavaScript as a form does. */
export function UploadForm(
  { words, place, onFiles }: {
    words: Words;
    place: LibraryPlace;
    onFiles?: (files: File[]) => void;
  },
) {
  return (
    <form
      class="upload-form"
      method="post"
      enctype="multipart/form-data"
      action={libraryUrl(words.language, place)}
    >
      <label class="button button-primary scripted upload-button">
        <Icon name="upload" />
        {translate(words, "library.upload")}
        <input
          class="visually-hidden"
          type="file"
          multiple
          onChange={({ currentTarget }) => {
            onFiles?.([...currentTarget.files!]);
            currentTarget.value = ""; // so that the same file can be chosen again
          }}
        />
      </label>
      <span class="unscripted">
        <input
          type="file"
          name="file"
          multiple
          required
          aria-label={translate(words, "library.upload.choose")}
        />
        <button type="submit" class="button button-primary">
          {translate(words, "library.upload")}
        </button>
      </span>
    </form>
  );
}
