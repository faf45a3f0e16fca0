import { asset } from "fresh/runtime";
import { Pictures } from "../components/kit/Pictures.tsx";
import { define } from "../lib/http/define.ts";
import { pageLanguage } from "../lib/i18n/page_language.ts";
import { direction } from "../lib/i18n/translate.ts";
import { readPreferences } from "../lib/preferences.ts";

/** The styles of every page. A page names its others with `Styles`. */
const STYLES = ["kit/tokens", "kit/base", "kit/controls", "shell/shell"];

/** Tells the server the time zone, so that the next page is rendered with the right times. */
const TELL_TIME_ZONE =
  `document.cookie="time_zone="+encodeURIComponent(Intl.DateTimeFormat().resolvedOptions().timeZone)+"; Path=/; Max-Age=34560000; SameSite=Lax"`;

/** The document around every page, in the reader's language, theme and density. */
export default define.page(function App({ Component, req, url }) {
  const language = pageLanguage(req, url);
  const { theme, density, listWidth } = readPreferences(
    req.headers.get("cookie"),
  );
  return (
    <html
      lang={language}
      dir={direction(language)}
      data-theme={theme}
      data-density={density}
    >
      <head>
        <meta charset="utf-8" />
        <meta
          name="viewport"
          content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content"
        />
        <meta
          name="color-scheme"
          content={theme === "system" ? "light dark" : theme}
        />
        <title>Harbor</title>
        <link rel="icon" href={asset("/shell/mark.svg")} type="image/svg+xml" />
        {STYLES.map((name) => (
          <link key={name} rel="stylesheet" href={asset(`/${name}.css`)} />
        ))}
        {listWidth !== null && (
          <style>{`:root{--list-width:${listWidth}px}`}</style>
        )}
        <script dangerouslySetInnerHTML={{ __html: TELL_TIME_ZONE }} />
      </head>
      <body>
        <Pictures />
        <Component />
      </body>
    </html>
  );
});
