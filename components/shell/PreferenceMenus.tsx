import type { ComponentChildren } from "preact";
import type { ShellWords } from "../../lib/i18n/shell/words.ts";
import { LANGUAGES, translate } from "../../lib/i18n/translate.ts";
import {
  DENSITIES,
  type Density,
  type Theme,
  THEMES,
} from "../../lib/preferences.ts";
import { Icon, type IconName } from "../kit/Icon.tsx";

/** The name of each language in that language. */
export const LANGUAGE_NAMES = {
  en: "English",
  vi: "Tiếng Việt",
  ar: "العربية",
};

const THEME_ICONS: Record<Theme, IconName> = {
  system: "screen",
  light: "sun",
  dark: "moon",
};

interface Props {
  words: ShellWords;
  theme: Theme;
  density: Density;
  /** The path and query to come back to. */
  here: string;
}

/** Language, theme and density, in forms. `Preferences` makes them take effect at once. */
export function PreferenceMenus(props: Props) {
  return (
    <>
      <LanguageMenu {...props} />
      <DisplayMenu {...props} />
    </>
  );
}

function LanguageMenu({ words, here }: Props) {
  return (
    <Menu
      id="language-menu"
      icon="globe"
      label={translate(words, "preferences.language")}
    >
      <PreferenceForm here={here}>
        <div class="menu-list">
          {LANGUAGES.map((language) => (
            <button
              type="submit"
              class="menu-item"
              name="language"
              value={language}
              lang={language}
              aria-pressed={`${language === words.language}`}
            >
              {LANGUAGE_NAMES[language]}
              {language === words.language && <Icon name="check" />}
            </button>
          ))}
        </div>
      </PreferenceForm>
    </Menu>
  );
}

function DisplayMenu({ words, theme, density, here }: Props) {
  return (
    <Menu
      id="display-menu"
      icon="display"
      label={translate(words, "preferences.label")}
    >
      <PreferenceForm here={here} title={translate(words, "preferences.theme")}>
        <div class="choice">
          {THEMES.map((each) => (
            <button
              type="submit"
              class="button"
              name="theme"
              value={each}
              aria-pressed={`${each === theme}`}
            >
              <Icon name={THEME_ICONS[each]} />
              {translate(words, `preferences.theme.${each}`)}
            </button>
          ))}
        </div>
      </PreferenceForm>
      <PreferenceForm
        here={here}
        title={translate(words, "preferences.density")}
      >
        <div class="choice">
          {DENSITIES.map((each) => (
            <button
              type="submit"
              class="button"
              name="density"
              value={each}
              aria-pressed={`${each === density}`}
            >
              <Icon name={each} />
              {translate(words, `preferences.density.${each}`)}
            </button>
          ))}
        </div>
      </PreferenceForm>
    </Menu>
  );
}

function Menu(
  { id, icon, label, children }: {
    id: string;
    icon: IconName;
    label: string;
    children: ComponentChildren;
  },
) {
  return (
    <>
      <button
        type="button"
        class="button button-quiet button-icon"
        popovertarget={id}
        aria-label={label}
        title={label}
      >
        <Icon name={icon} />
      </button>
      <div class="menu" id={id} popover="auto">{children}</div>
    </>
  );
}

function PreferenceForm(
  { here, title, children }: {
    here: string;
    title?: string;
    children: ComponentChildren;
  },
) {
  return (
    <form method="post" action="/preferences">
      <input type="hidden" name="next" value={here} />
      {title && <p class="menu-title">{title}</p>}
      {children}
    </form>
  );
}
