import { newClientId } from "./client_id.ts";
import {
  type ComposeKind,
  composeNew,
  type Composing,
  EXPIRIES,
  parsePeople,
  PRIORITIES,
} from "./composing.ts";

/** What was written on a sheet that came as a posted form. */
export function composingFromForm(
  form: URLSearchParams,
  kind: ComposeKind,
): Composing {
  const text = (name: string) => form.get(name) ?? "";
  const clientId = text("clientId") || newClientId();
  return {
    ...composeNew(clientId),
    kind,
    to: parsePeople(text("to")),
    everyone: form.has("everyone"),
    subject: text("subject"),
    body: text("body"),
    priority: PRIORITIES.find((each) => each === text("priority")) ?? "normal",
    expires: EXPIRIES.find((each) => each === text("expires")) ?? "never",
  };
}
