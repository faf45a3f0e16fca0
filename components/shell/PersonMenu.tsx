import type { HarborView } from "../../lib/client/page/view.ts";
import { translate } from "../../lib/i18n/translate.ts";
import { isAdmin } from "../../lib/shared/is_admin.ts";
import { Avatar } from "../kit/Avatar.tsx";
import { Icon } from "../kit/Icon.tsx";

/** Who is signed in, where, and the way out. */
export function PersonMenu({ view }: { view: HarborView }) {
  const { words, me, language } = view;
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
            <a class="menu-item" href={`/${language}/harbor/admin/limits`}>
              <Icon name="limits" />
              {translate(words, "limits.title")}
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
