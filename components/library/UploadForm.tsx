import { useEffect, useRef } from "preact/hooks";
import type { LibraryPlace } from "../../lib/client/library/place.ts";
import type { LibraryWords } from "../../lib/i18n/library/words.ts";
import { translate } from "../../lib/i18n/translate.ts";
import { Icon } from "../kit/Icon.tsx";
import { libraryUrl } from "./library_url.ts";

/** Chooses files and uploads them: at once, or without JavaScript as a form does. */
export function UploadForm(
  { words, place, onFiles }: {
    words: LibraryWords;
    place: LibraryPlace;
    onFiles?: (files: File[]) => void;
  },
) {
  const input = useRef<HTMLInputElement>(null);
  // Files may have been chosen before the page's JavaScript ran.
  useEffect(take, []);

  function take(): void {
    const { files } = input.current!;
    if (!files?.length) return;
    onFiles?.([...files]);
    input.current!.value = ""; // so that the same file can be chosen again
  }

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
          ref={input}
          class="visually-hidden"
          type="file"
          multiple
          onChange={take}
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
