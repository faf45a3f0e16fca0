import { renderToString } from "preact-render-to-string";
import assert from "node:assert/strict";
import { Pictures } from "../../components/kit/Pictures.tsx";
import { Areas } from "../../components/shell/Areas.tsx";
import { PersonMenu } from "../../components/shell/PersonMenu.tsx";
import type { Me } from "../../lib/client/page/view.ts";
import { AREAS } from "../../lib/areas.ts";
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

Deno.test("the icon of every area is drawn", () => {
  const pictures = renderToString(<Pictures />);
  for (const { navigation } of AREAS) {
    if (navigation) assert.ok(pictures.includes(`"icon-${navigation.icon}"`));
  }
});

Deno.test("areas past the third are in the menu, too, with what waits there", () => {
  const links = (count: number) =>
    Array.from({ length: count }, (_, index) => ({
      href: `/en/harbor/area-${index}`,
      icon: "mail",
      label: `Area ${index}`,
      isCurrent: index === 4,
      badge: `${index} wait`,
    }));
  const bar = (count: number) =>
    renderToString(<Areas words={SHELL_WORDS.en} areas={links(count)} />);
  assert.doesNotMatch(bar(3), /More/);
  const [inBar, inMenu] = bar(5).split("More");
  assert.match(inBar, /Area 4/);
  assert.doesNotMatch(inMenu, /Area 2/);
  assert.match(inMenu, /Area 3.*3 wait.*aria-current="page".*Area 4.*4 wait/);
});
