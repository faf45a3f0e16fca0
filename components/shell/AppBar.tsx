import type { ComponentChildren } from "preact";
import type { Me } from "../../lib/client/page/view.ts";
import type { ShellWords } from "../../lib/i18n/shell/words.ts";
import { translate } from "../../lib/i18n/translate.ts";
import { type AreaLink, Areas } from "./Areas.tsx";
import { Mark } from "./Mark.tsx";
import { PersonMenu } from "./PersonMenu.tsx";

/** The bar of every Harbor page. What lives in it (badge, connection, choices) comes as islands. */
export function AppBar(
  { words, me, areas, connection, preferences }: {
    words: ShellWords;
    me: Me;
    areas: AreaLink[];
    connection: ComponentChildren;
    preferences: ComponentChildren;
  },
) {
  return (
    <header class="app-bar">
      <a class="brand" href={areas[0].href}>
        <Mark />
        {translate(words, "app.name")}
        <span class="tenant" dir="auto">{me.tenantName}</span>
      </a>
      <Areas words={words} areas={areas} />
      <div class="app-bar-end">
        {connection}
        {preferences}
        <PersonMenu words={words} me={me} />
      </div>
    </header>
  );
}
