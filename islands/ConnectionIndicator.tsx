import { useEffect, useRef, useState } from "preact/hooks";
import "../components/common.ts";
import { ConnectionDetails } from "../components/shell/ConnectionDetails.tsx";
import { useSlow } from "../components/kit/use_slow.ts";
import { refuseDrops } from "../lib/client/kit/refuse_drops.ts";
import { reloadPictures } from "../lib/client/kit/reload_pictures.ts";
import { startHarbor } from "../lib/client/page/harbor.ts";
import { stayWithoutConnection } from "../lib/client/page/stay_here.ts";
import type { HarborView } from "../lib/client/page/view.ts";
import { translate } from "../lib/i18n/translate.ts";

/** A break of the connection that is shorter than this is not shown. */
const PATIENCE_MS = 2_000;

/** Whether the page is live: a dot and a word, and the details on a click. */
export default function ConnectionIndicator({ view }: { view: HarborView }) {
  const button = useRef<HTMLButtonElement>(null);
  const [hasStayed, setStayed] = useState(false);
  const { words, connection } = view;
  const { status } = connection.value;
  useEffect(() => {
    startHarbor(view);
    refuseDrops();
    return stayWithoutConnection(view, () => {
      setStayed(true);
      if (!document.querySelector("#connection-details:popover-open")) {
        button.current!.click();
      }
    });
  }, []);
  useEffect(() => {
    if (status === "live") setStayed(false);
    if (status === "live" || status === "polling") reloadPictures();
  }, [status]);
  const isTrouble = useSlow(status !== "live", PATIENCE_MS);
  const calm = useRef<"connecting" | "live">("connecting");
  if (status === "live") calm.current = "live";
  else if (isTrouble) calm.current = "connecting";
  const shown = isTrouble ? status : calm.current;
  const word = translate(words, `connection.${shown}`);
  return (
    <>
      <button
        ref={button}
        type="button"
        class="button button-quiet connection"
        data-status={shown}
        data-trouble={`${isTrouble}`}
        popovertarget="connection-details"
        aria-label={translate(words, "connection.label", { status: word })}
      >
        <span class="scripted">{word}</span>
        <noscript>{translate(words, "connection.manual")}</noscript>
      </button>
      <ConnectionDetails
        locale={view}
        connection={connection.value}
        hasStayed={hasStayed}
        onRetry={() => startHarbor(view).reconnect()}
      />
    </>
  );
}
