import type { LibraryWords } from "../../lib/i18n/library/words.ts";
import { translate } from "../../lib/i18n/translate.ts";
import type { MediaDetail } from "../../lib/media/contract.ts";
import type { FileOutcome } from "./file_outcome.ts";
import { Icon } from "../kit/Icon.tsx";

/** Deletes a file, after saying what that means. */
export function FileDelete(
  { words, tenant, action, file: { shared }, outcome }: {
    words: LibraryWords;
    tenant: string;
    action: string;
    file: MediaDetail;
    outcome: FileOutcome | null;
  },
) {
  return (
    <details class="file-part file-delete">
      <summary class="button button-quiet">
        <Icon name="trash" />
        {translate(words, "file.delete")}
      </summary>
      <form method="post" action={action}>
        <input type="hidden" name="intent" value="delete" />
        <p>
          {shared
            ? translate(words, "file.delete.textShared", { tenant })
            : translate(words, "file.delete.text")}
        </p>
        <button type="submit" class="button button-danger">
          {translate(words, "file.delete.confirm")}
        </button>
        <span role="alert">
          {outcome?.of === "delete" && outcome.text}
        </span>
      </form>
    </details>
  );
}
