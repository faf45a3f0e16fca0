import type { ComponentChildren } from "preact";
import type { Me } from "../../lib/client/page/view.ts";
import type { ShellWords } from "../../lib/i18n/shell/words.ts";
import { translate } from "../../lib/i18n/translate.ts";
import { Icon } from "../kit/Icon.tsx";
import { Mark } from "./Mark.tsx";
import { PersonMenu } from "./PersonMenu.tsx";

/** The bar of every Harbor page. What lives in it (badge, connection, choices) comes as islands. */
export function AppBar(
  { words, me, path, badge, connection, preferences }: {
    words: ShellWords;
    me: Me;
    /** The path of the current page. */
    path: string;
    badge: ComponentChildren;
    connection: ComponentChildren;
    preferences: ComponentChildren;
  },
) {
  const { language } = words;
  const messages = `/${language}/harbor/messaging`;
  const library = `/${language}/harbor/library`;
  return (
    <header class="app-bar">
      <a class="brand" href={messages}>
        <Mark />
        {translate(words, "app.name")}
        <span class="tenant" dir="auto">{me.tenantName}</span>
      </a>
      <nav class="areas" aria-label={translate(words, "app.areas")}>
        <a
          class="area"
          href={messages}
          aria-current={path === messages ? "page" : undefined}
        >
          <Icon name="mail" />
          {translate(words, "app.messages")}
          {badge}
        </a>
        <a
          class="area"
          href={library}
          aria-current={path === library ? "page" : undefined}
        >
          <Icon name="library" />
          {translate(words, "app.library")}
        </a>
      </nav>
      <div class="app-bar-end">
        {connection}
        {preferences}
        <PersonMenu words={words} me={me} />
      </div>
    </header>
  );
}
