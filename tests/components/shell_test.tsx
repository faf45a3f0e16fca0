import { renderToString } from "preact-render-to-string";
import assert from "node:assert/strict";
import { PersonMenu } from "../../components/shell/PersonMenu.tsx";
import type { Me } from "../../lib/client/page/view.ts";
import { SHELL_WORDS } from "../../lib/i18n/shell/words.ts";
import { adasView } from "../client/fake_view.ts";

Deno.test("only admins are led to the limits", () => {
  const { me } = adasView();
  const menu = (role: Me["role"]) =>
    renderToString(<PersonMenu words={SHELL_WORDS.en} me={{ ...me, role }} />);
  assert.doesNotMatch(menu("subscriber"), /Limits/);
  assert.doesNotMatch(menu("agent"), /Limits/);
  assert.match(menu("tenant_admin"), /Limits/);
  assert.match(menu("global_admin"), /Limits/);
});
