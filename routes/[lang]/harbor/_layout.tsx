import { AppBar } from "../../../components/shell/AppBar.tsx";
import type { AreaLink } from "../../../components/shell/Areas.tsx";
import { PreferenceMenus } from "../../../components/shell/PreferenceMenus.tsx";
import ConnectionIndicator from "../../../islands/ConnectionIndicator.tsx";
import CounterBadge from "../../../islands/CounterBadge.tsx";
import Outbox from "../../../islands/Outbox.tsx";
import Preferences from "../../../islands/Preferences.tsx";
import { AREAS } from "../../../lib/areas.ts";
import { hasMailbox } from "../../../lib/client/messages/view.ts";
import type { HarborView } from "../../../lib/client/page/view.ts";
import { define } from "../../../lib/http/define.ts";
import { translate } from "../../../lib/i18n/translate.ts";
import { readPreferences } from "../../../lib/preferences.ts";

/** The app bar above every Harbor page. */
export default define.layout(function Harbor({ Component, state, req, url }) {
  const view = state.view!;
  const { theme, density } = readPreferences(req.headers.get("cookie"));
  return (
    <div class="shell">
      <a class="button button-primary skip visually-hidden" href="#content">
        {translate(view.words, "app.skip")}
      </a>
      <AppBar
        words={view.words}
        me={view.me}
        areas={areaLinks(view, url.pathname)}
        connection={<ConnectionIndicator view={view} />}
        preferences={
          <PreferenceMenus
            words={view.words}
            theme={theme}
            density={density}
            here={url.pathname + url.search}
          />
        }
      />
      <Component />
      <Preferences view={view} />
      {!hasMailbox(view) && <Outbox view={view} />}
    </div>
  );
});

function areaLinks(view: HarborView, path: string): AreaLink[] {
  const { language } = view;
  return AREAS.flatMap(({ navigation }) => navigation ?? []).map((area) => {
    const href = `/${language}/harbor/${area.path}`;
    return {
      href,
      icon: area.icon,
      label: area.label[language],
      isCurrent: path === href || path.startsWith(`${href}/`),
      badge: area.counter && (
        <CounterBadge
          view={view}
          type={area.counter.type}
          field={area.counter.field}
          phrase={area.counter.phrase[language]}
          isInTitle={area.counter.isInTitle}
        />
      ),
    };
  });
}
