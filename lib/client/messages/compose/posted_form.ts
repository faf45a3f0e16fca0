import { EXPIRIES } from "../../../shared/expiries.ts";
import { PRIORITIES } from "../../../shared/priorities.ts";
import { newClientId } from "../../kit/client_id.ts";
import { fromLibrary, type LibraryFile } from "./draft_file.ts";
import { parsePeople } from "./people.ts";
import { type Draft, type DraftKind, newDraft } from "./draft.ts";

/** The files that were uploaded with the sheet when it was refused before, and are still wanted. */
export function fileIdsOfForm(form: URLSearchParams): number[] {
  return [...new Set(form.getAll("attachment").map(Number))];
}

/** What was written on a sheet that came as a posted form, with files of the library. */
export function draftFromForm(
  form: URLSearchParams,
  kind: DraftKind,
  files: LibraryFile[] = [],
): Draft {
  const text = (name: string) => form.get(name) ?? "";
  const clientId = text("clientId") || newClientId();
  return {
    ...newDraft(clientId),
    kind,
    to: parsePeople(text("to")),
    everyone: form.has("everyone"),
    subject: text("subject"),
    body: text("body"),
    priority: PRIORITIES.find((each) => each === text("priority")) ?? "normal",
    expires: EXPIRIES.find((each) => each === text("expires")) ?? "never",
    files: files.map(fromLibrary),
  };
}
