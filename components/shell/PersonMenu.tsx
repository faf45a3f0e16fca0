import type { Me } from "../../lib/client/page/view.ts";
import type { ShellWords } from "../../lib/i18n/shell/words.ts";
import { translate } from "../../lib/i18n/translate.ts";
import { isAdmin } from "../../lib/shared/is_admin.ts";
import { Avatar } from "../kit/Avatar.tsx";
import { Icon } from "../kit/Icon.tsx";

/** Who is signed in, where, and the way out. */
export function PersonMenu({ words, me }: { words: ShellWords; me: Me }) {
  return (
    <>
      <button
        type="button"
        class="button button-quiet button-icon person-button"
        popovertarget="person-menu"
        aria-label={translate(words, "person.label", { name: me.name })}
      >
        <Avatar email={me.email} name={me.name} size={28} />
      </button>
      <div class="menu" id="person-menu" popover="auto">
        <div class="person-card">
          <Avatar email={me.email} name={me.name} size={40} />
          <strong dir="auto">{me.name}</strong>
          <small dir="ltr">{me.email}</small>
          <small class="person-tenant" dir="auto">{me.tenantName}</small>
        </div>
        <form class="menu-list" method="post" action="/logout">
          {isAdmin(me.role) && (
            <a
              class="menu-item"
              href={`/${words.language}/harbor/admin/limits`}
            >
              <Icon name="limits" />
              {translate(words, "app.limits")}
            </a>
          )}
          <button type="submit" class="menu-item">
            <Icon name="signOut" />
            {translate(words, "person.signOut")}
          </button>
        </form>
      </div>
    </>
  );
}
