import type { ConnectionState, Locale } from "../../lib/client/page/view.ts";
import type { ShellWords } from "../../lib/i18n/shell/words.ts";
import { formatClock } from "../../lib/i18n/format.ts";
import { translate } from "../../lib/i18n/translate.ts";

/** Since when the status holds, when the last event came, and how long a round trip takes. */
export function ConnectionDetails(
  { locale: { words, language, timeZone }, connection, hasStayed, onRetry }: {
    locale: Locale<ShellWords>;
    connection: ConnectionState;
    /** The reader asked for another page, which could not be loaded. */
    hasStayed: boolean;
    onRetry: () => void;
  },
) {
  const { status, since, lastEventAt, roundTripMs } = connection;
  const none = translate(words, "connection.none");
  const clock = (time: string) => formatClock(language, timeZone.value, time);
  return (
    <div class="menu connection-details" id="connection-details" popover="auto">
      <p class="scripted">{translate(words, `connection.${status}.detail`)}</p>
      <p class="unscripted">{translate(words, "connection.manual.detail")}</p>
      {hasStayed && (
        <p class="stayed" role="alert">
          {translate(words, "connection.stayed")}
        </p>
      )}
      <dl class="scripted">
        <dt>{translate(words, "connection.since")}</dt>
        <dd>{clock(since)}</dd>
        <dt>{translate(words, "connection.lastEvent")}</dt>
        <dd>{lastEventAt ? clock(lastEventAt) : none}</dd>
        <dt>{translate(words, "connection.roundTrip")}</dt>
        <dd>
          {roundTripMs === null ? none : translate(
            words,
            "connection.milliseconds",
            { count: Math.round(roundTripMs) },
          )}
        </dd>
      </dl>
      {status !== "live" && (
        <button type="button" class="button scripted" onClick={onRetry}>
          {translate(words, "app.retry")}
        </button>
      )}
    </div>
  );
}
