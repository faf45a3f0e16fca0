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
import type { BodyBlock } from "../lib/browser/message_body.ts";
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
  const body = useBody(view, harbor.loading.value.message !== null, firstBody);

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

type ReadBody = (body: string) => BodyBlock[];

/**
 * What is drawn of the open message's body. Finding links takes a library that is heavy beside
 * the rest of the page, so it is loaded when a message is opened here; until it is there, the
 * text stands as it is.
 */
function useBody(
  view: HarborView,
  isOpening: boolean,
  firstBody: BodyBlock[] | null,
): BodyBlock[] {
  const text = view.mailbox!.open.value?.body ?? "";
  const firstText = useRef(text);
  const [readBody, setReadBody] = useState<ReadBody | null>(null);
  const isFirst = firstBody !== null && text === firstText.current;
  const isWanted = isOpening || (text !== "" && !isFirst);

  useEffect(() => {
    if (!isWanted || readBody) return;
    import("../lib/browser/message_body.ts").then(
      (module) => setReadBody(() => module.readBody),
      () => {}, // no connection: plain text it is
    );
  }, [isWanted]);

  return useMemo(() => {
    if (isFirst) return firstBody;
    const plain = { isQuoted: false, segments: [{ text, href: null }] };
    return readBody?.(text) ?? [plain];
  }, [text, isFirst, readBody]);
}
