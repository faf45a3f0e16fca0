import type { ComponentChildren } from "preact";
import type { ShellWords } from "../../lib/i18n/shell/words.ts";
import { translate } from "../../lib/i18n/translate.ts";
import { Icon, type IconName } from "../kit/Icon.tsx";

/** The way to an area's page. */
export interface AreaLink {
  href: string;
  icon: string;
  label: string;
  isCurrent: boolean;
  badge?: ComponentChildren;
}

/** Past this many, the rest are also in a menu, which is shown where the bar has no room for all. */
const ALWAYS_IN_BAR = 3;

/** The areas of the product, beside each other, and in a menu where there are too many for the bar. */
export function Areas(
  { words, areas }: { words: ShellWords; areas: AreaLink[] },
) {
  const rest = areas.slice(ALWAYS_IN_BAR);
  return (
    <nav class="areas" aria-label={translate(words, "app.areas")}>
      {areas.map((area, index) => (
        <Link
          key={area.href}
          area={area}
          place={index < ALWAYS_IN_BAR ? "bar" : "bar-if-room"}
        />
      ))}
      {rest.length > 0 && (
        <details class="areas-more">
          <summary class="area">
            <Icon name="down" />
            {translate(words, "app.more")}
          </summary>
          <div class="menu-list">
            {rest.map((area) => (
              <Link key={area.href} area={area} place="menu" />
            ))}
          </div>
        </details>
      )}
    </nav>
  );
}

function Link(
  { area, place }: { area: AreaLink; place: "bar" | "bar-if-room" | "menu" },
) {
  const { href, icon, label, isCurrent, badge } = area;
  return (
    <a
      class={place === "menu" ? "menu-item" : "area"}
      data-place={place}
      href={href}
      aria-current={isCurrent ? "page" : undefined}
    >
      <Icon name={icon as IconName} />
      {label}
      {badge}
    </a>
  );
}
