import { translate } from "../../../i18n/translate.ts";
import type { Draft, Refusals } from "./draft.ts";
import type { MessagesView } from "../view.ts";

type Writer = Pick<MessagesView, "words" | "me">;

/** What keeps this from being sent, before the server is asked. */
export function refusalsOf(
  draft: Draft,
  { words, me, limits }: Writer & Pick<MessagesView, "limits">,
): Refusals {
  const { to, everyone, subject, body, files } = draft;
  const refusals: Refusals = {};
  const unknown = to.find(({ isUnknown }) => isUnknown);
  if (everyone) {
    // Everyone includes those who are named.
  } else if (to.length === 0) {
    refusals.to = translate(words, "refusal.recipients");
  } else if (unknown) {
    refusals.to = translate(words, "refusal.address", {
      address: unknown.email,
      tenant: me.tenantName,
    });
  }
  if (subject.length > limits.maxSubjectLength) {
    refusals.subject = translate(words, "refusal.subject", {
      count: limits.maxSubjectLength,
    });
  }
  if (subject.trim() === "" && body.trim() === "" && files.length === 0) {
    refusals.body = translate(words, "refusal.empty");
  } else if (body.length > limits.maxBodyLength) {
    refusals.body = translate(words, "refusal.body", {
      count: limits.maxBodyLength,
    });
  }
  return refusals;
}

/** What the server refused, by the paths of its fields: `recipients.0`, `subject`, `body`. */
export function refusalsByServer(
  paths: string[],
  { to }: Draft,
  { words, me }: Writer,
): Refusals {
  const refusals: Refusals = {};
  for (const path of paths) {
    const [field, index] = path.split(".");
    if (field === "recipients" && to[Number(index)]) {
      refusals.to ??= translate(words, "refusal.address", {
        address: to[Number(index)].email,
        tenant: me.tenantName,
      });
    } else if (field === "recipients") {
      refusals.to ??= translate(words, "refusal.recipients");
    } else if (field === "subject") {
      refusals.subject = translate(words, "refusal.field");
    } else if (field === "attachments") {
      refusals.files = translate(words, "files.refused");
    } else {
      refusals.body = translate(words, "refusal.field");
    }
  }
  return refusals;
}
