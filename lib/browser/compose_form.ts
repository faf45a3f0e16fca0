import { newClientId } from "./client_id.ts";
import {
  compose,
  type ComposeKind,
  type Composing,
  EXPIRIES,
  parsePeople,
  PRIORITIES,
} from "./composing.ts";
import type { HarborView } from "./view.ts";

/** What was written on a sheet that came as a posted form. */
export function composingFromForm(
  form: URLSearchParams,
  kind: ComposeKind,
  view: HarborView,
): Composing {
  const text = (name: string) => form.get(name) ?? "";
  const clientId = text("clientId") || newClientId();
  return {
    ...compose("new", null, view, clientId),
    kind,
    to: parsePeople(text("to")),
    everyone: form.has("everyone"),
    subject: text("subject"),
    body: text("body"),
    priority: PRIORITIES.find((each) => each === text("priority")) ?? "normal",
    expires: EXPIRIES.find((each) => each === text("expires")) ?? "never",
  };
}
