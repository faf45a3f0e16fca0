import { AppBar } from "../../../components/shell/AppBar.tsx";
import { PreferenceMenus } from "../../../components/shell/PreferenceMenus.tsx";
import ConnectionIndicator from "../../../islands/ConnectionIndicator.tsx";
import CounterBadge from "../../../islands/CounterBadge.tsx";
import Outbox from "../../../islands/Outbox.tsx";
import Preferences from "../../../islands/Preferences.tsx";
import { hasMailbox } from "../../../lib/client/messages/view.ts";
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
        path={url.pathname}
        badge={
          <CounterBadge
            view={view}
            type="unread:count"
            field="count"
            phrase="badge.unread"
            isInTitle
          />
        }
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
