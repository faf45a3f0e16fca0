import { IS_BROWSER } from "fresh/runtime";
import { useEffect, useState } from "preact/hooks";
import type { LibraryWords } from "../../lib/i18n/library/words.ts";
import { translate } from "../../lib/i18n/translate.ts";
import type { MediaDetail } from "../../lib/media/contract.ts";
import type { FileOutcome } from "./file_outcome.ts";
import { Icon } from "../kit/Icon.tsx";

/**
 * Renames, describes and shares a file. Edits that are not saved yet survive a change of the file
 * from elsewhere.
 */
export function FileForm(
  { words, tenant, action, file, outcome }: {
    words: LibraryWords;
    tenant: string;
    action: string;
    file: MediaDetail;
    outcome: FileOutcome | null;
  },
) {
  const { fileName, description, shared, state } = file;
  const [edited, setEdited] = useState<Edited>({});
  const text = edited.description ?? description ?? "";
  useEffect(() => {
    if (outcome?.of === "save" && outcome.isDone) setEdited({});
  }, [outcome]);
  return (
    <form class="file-part file-form" method="post" action={action}>
      <input type="hidden" name="intent" value="save" />
      <label for="file-name">{translate(words, "file.name")}</label>
      <input
        class="field"
        id="file-name"
        name="fileName"
        value={edited.fileName ?? fileName}
        onInput={({ currentTarget: { value } }) =>
          setEdited({ ...edited, fileName: value })}
        required
        maxLength={255}
        dir="auto"
        autocomplete="off"
      />
      <label for="file-description">
        {translate(words, "file.description")}
      </label>
      <textarea
        class="field"
        id="file-description"
        name="description"
        {...IS_BROWSER && { value: text }}
        onInput={({ currentTarget: { value } }) =>
          setEdited({ ...edited, description: value })}
        maxLength={2000}
        rows={2}
        dir="auto"
      >
        {
          // An HTML parser drops the first line end of a text area's content.
          IS_BROWSER ? null : `\n${text}`
        }
      </textarea>
      <label class="toggle">
        <input
          type="checkbox"
          name="shared"
          value="true"
          checked={edited.shared ?? shared}
          onChange={({ currentTarget: { checked } }) =>
            setEdited({ ...edited, shared: checked })}
          disabled={state === "infected"}
          aria-describedby="file-share-hint"
        />
        {translate(words, "file.share", { tenant })}
      </label>
      <small id="file-share-hint">{translate(words, "file.share.hint")}</small>
      <div class="file-save">
        <button type="submit" class="button">
          {translate(words, "file.save")}
        </button>
        <span role="status" data-done={`${outcome?.isDone}`}>
          {outcome?.of === "save" && (
            <>
              <Icon name={outcome.isDone ? "check" : "warning"} size={16} />
              {outcome.text}
            </>
          )}
        </span>
      </div>
    </form>
  );
}

interface Edited {
  fileName?: string;
  description?: string;
  shared?: boolean;
}
