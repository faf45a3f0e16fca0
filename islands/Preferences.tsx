import { useEffect } from "preact/hooks";
import "../components/common.ts";
import type { HarborView } from "../lib/client/page/view.ts";
import { preferenceCookie } from "../lib/preferences.ts";

/** Makes the preference menus take effect at once, and times appear in the browser's zone. */
export default function Preferences({ view }: { view: HarborView }) {
  useEffect(() => {
    view.timeZone.value = Intl.DateTimeFormat().resolvedOptions().timeZone;
    // In the capture phase, before others: a choice that takes effect here leads to no other page.
    addEventListener("submit", onSubmit, { capture: true });
    return () => removeEventListener("submit", onSubmit, { capture: true });
  }, []);
  return null;
}

function onSubmit(event: SubmitEvent): void {
  const form = event.target as HTMLFormElement;
  if (new URL(form.action).pathname !== "/preferences") return;
  const chosen = event.submitter as HTMLButtonElement;
  const { name, value } = chosen;
  if (name === "theme" || name === "density") {
    event.preventDefault();
    document.cookie = preferenceCookie(name, value);
    document.documentElement.dataset[name] = value;
    for (const button of form.querySelectorAll("button")) {
      button.ariaPressed = `${button === chosen}`;
    }
  } else {
    // Another message may be open than when the server rendered the form.
    const next = form.elements.namedItem("next") as HTMLInputElement;
    next.value = location.pathname + location.search;
  }
}
