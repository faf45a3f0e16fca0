import type { Signal } from "@preact/signals";
import { IS_BROWSER } from "fresh/runtime";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { Composer } from "../components/Composer.tsx";
import { ListEmpty } from "../components/ListEmpty.tsx";
import { MessageList } from "../components/MessageList.tsx";
import { ReadingPane } from "../components/ReadingPane.tsx";
import {
  followComposeLinks,
  followHistory,
  reopenSheet,
  restoreSheet,
} from "../lib/browser/compose_sheet.ts";
import { type Composing, composingOf } from "../lib/browser/composing.ts";
import { startHarbor } from "../lib/browser/harbor.ts";
import { followKeys } from "../lib/browser/keyboard.ts";
import { followResizer } from "../lib/browser/list_resizer.ts";
import { listWindow } from "../lib/browser/list_window.ts";
import type { findLinks } from "../lib/browser/links.ts";
import {
  type BodyBlock,
  mayHaveLinks,
  readBody,
} from "../lib/browser/message_body.ts";
import { isPlainClick } from "../lib/browser/plain_click.ts";
import { followSearch } from "../lib/browser/search.ts";
import type { HarborView } from "../lib/browser/view.ts";
import { createWriting } from "../lib/browser/writing.ts";

/** The list, the message that is open and the sheet that one writes on, live. */
export default function Mailbox(
  { view, sheet, isMissing, firstBody }: {
    view: HarborView;
    sheet: Signal<Composing | null>;
    /** The page was asked for a message that this reader does not have. */
    isMissing: boolean;
    /** Of the message that is open at first, with its links found. */
    firstBody: BodyBlock[] | null;
  },
) {
  const harbor = startHarbor(view);
  const writing = useMemo(
    () => IS_BROWSER ? createWriting(view, sheet, harbor) : null,
    [],
  );
  const body = useBody(view, firstBody);

  useEffect(() => {
    followResizer(document.querySelector<HTMLElement>("#list-resizer")!);
    restoreSheet(view, sheet);
    const stops = [
      followComposeLinks(view, sheet),
      followHistory(view, sheet),
      followKeys(view, sheet, harbor),
      followSearch(view.mailbox!, harbor),
    ];
    return () => stops.forEach((stop) => stop());
  }, []);

  return (
    <>
      <ListEmpty view={view} />
      <MessageList
        view={view}
        harbor={harbor}
        windowOf={listWindow}
        onOpen={(event, id) => {
          if (!isPlainClick(event)) return;
          event.preventDefault();
          harbor.open(id);
        }}
        onEdit={({ clientId, draft }) => {
          harbor.discard(clientId);
          reopenSheet(sheet, composingOf(draft, clientId));
        }}
      />
      <ReadingPane
        view={view}
        harbor={harbor}
        body={body}
        isMissing={isMissing}
        onBack={(event) => {
          if (!isPlainClick(event)) return;
          event.preventDefault();
          harbor.close();
        }}
      />
      {sheet.value && (
        <Composer view={view} composing={sheet.value} writing={writing} />
      )}
    </>
  );
}

/**
 * What is drawn of the open message's body. What finds links is loaded when a body may have some;
 * until it is there, the text stands as it is.
 */
function useBody(
  view: HarborView,
  firstBody: BodyBlock[] | null,
): BodyBlock[] {
  const text = view.mailbox!.open.value?.body ?? "";
  const firstText = useRef(text);
  const [find, setFind] = useState<typeof findLinks>();
  const isFirst = firstBody !== null && text === firstText.current;

  useEffect(() => {
    if (isFirst || find || !mayHaveLinks(text)) return;
    import("../lib/browser/links.ts").then(
      (module) => setFind(() => module.findLinks),
      () => {}, // no connection: plain text it is
    );
  }, [text]);

  return useMemo(
    () => isFirst ? firstBody : readBody(text, find),
    [text, isFirst, find],
  );
}
