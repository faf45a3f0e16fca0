import type { Signal } from "@preact/signals";
import { IS_BROWSER } from "fresh/runtime";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import "../components/common.ts";
import { LateSheet } from "../components/messages/compose/LateSheet.tsx";
import { ListEmpty } from "../components/messages/ListEmpty.tsx";
import { MessageList } from "../components/messages/MessageList.tsx";
import { ReadingPane } from "../components/messages/ReadingPane.tsx";
import {
  followComposeLinks,
  followHistory,
  reopenSheet,
  restoreSheet,
} from "../lib/client/messages/compose/sheet.ts";
import { type Draft, draftOf } from "../lib/client/messages/compose/draft.ts";
import { startMailbox } from "../lib/client/messages/mailbox.ts";
import { followMailboxKeys } from "../lib/client/messages/keys.ts";
import { followResizer } from "../lib/client/messages/list_resizer.ts";
import { listWindow } from "../lib/client/messages/list_window.ts";
import type { findLinks } from "../lib/client/messages/links.ts";
import {
  type BodyBlock,
  mayHaveLinks,
  readBody,
} from "../lib/client/messages/message_body.ts";
import { isPlainClick } from "../lib/client/kit/plain_click.ts";
import { followSearch } from "../lib/client/messages/search.ts";
import type { MessagesView } from "../lib/client/messages/view.ts";

/** The list, the open message and the composer, live. */
export default function Mailbox(
  { view, sheet, isMissing, firstBody }: {
    view: MessagesView;
    sheet: Signal<Draft | null>;
    /** The page was asked for a message that this reader does not have. */
    isMissing: boolean;
    /** The text of the message that the server rendered, with its links. */
    firstBody: BodyBlock[] | null;
  },
) {
  const actions = useMemo(() => IS_BROWSER ? startMailbox(view) : null, []);
  const Sheet = useSheet(view, sheet);
  const body = useBody(view, firstBody);

  useEffect(() => {
    followResizer(document.querySelector<HTMLElement>("#list-resizer")!);
    restoreSheet(view, sheet);
    const stops = [
      followComposeLinks(view, sheet),
      followHistory(view, sheet),
      followMailboxKeys(view, sheet, actions!),
      followSearch(view.mailbox, actions!),
    ];
    return () => stops.forEach((stop) => stop());
  }, []);

  return (
    <>
      <ListEmpty words={view.words} mailbox={view.mailbox} />
      <MessageList
        view={view}
        actions={actions}
        windowOf={listWindow}
        onOpen={(event, id) => {
          if (!isPlainClick(event)) return;
          event.preventDefault();
          actions!.open(id);
        }}
        onEdit={({ clientId, draft }) => {
          actions!.discard(clientId);
          reopenSheet(sheet, draftOf(draft, clientId));
        }}
      />
      <ReadingPane
        view={view}
        actions={actions}
        body={body}
        isMissing={isMissing}
        onBack={(event) => {
          if (!isPlainClick(event)) return;
          event.preventDefault();
          actions!.close();
        }}
      />
      {Sheet === "failed"
        ? sheet.value && <LateSheet words={view.words} />
        : Sheet && <Sheet view={view} sheet={sheet} />}
    </>
  );
}

type SheetIsland = typeof import("./Sheet.tsx")["default"];

/** Events that show that somebody is at the page. */
const SIGNS_OF_LIFE = ["pointermove", "pointerdown", "keydown", "dragenter"];

/**
 * The composer, loaded as soon as somebody does anything: the page starts light, and one can still
 * write without a connection. A page that the server renders with the sheet open brings it along.
 */
function useSheet(
  view: MessagesView,
  sheet: Signal<Draft | null>,
): SheetIsland | "failed" | null {
  const [Sheet, setSheet] = useState<SheetIsland | "failed" | null>(null);
  const isOnPage = useRef(sheet.value !== null).current;
  const isOpen = sheet.value !== null;
  const { status } = view.connection.value;

  function load(): void {
    if (isOnPage || Sheet) return;
    import("./Sheet.tsx").then(
      (module) => setSheet(() => module.default),
      () => setSheet("failed"),
    );
  }

  useEffect(() => {
    const once = { once: true, passive: true };
    SIGNS_OF_LIFE.forEach((type) => addEventListener(type, load, once));
  }, []);
  useEffect(() => {
    if (isOpen) load();
  }, [isOpen]);
  useEffect(() => {
    // A browser never requests a failed module again. After a reload, the URL opens the sheet.
    if (Sheet === "failed" && isOpen && status === "live") location.reload();
  }, [Sheet, isOpen, status]);
  return Sheet;
}

/**
 * The open message's text as blocks. The code that finds links is loaded when a text may have some;
 * until then the text has none.
 */
function useBody(
  view: MessagesView,
  firstBody: BodyBlock[] | null,
): BodyBlock[] {
  const text = view.mailbox.open.value?.body ?? "";
  const firstText = useRef(text);
  const [find, setFind] = useState<typeof findLinks>();
  const isFirst = firstBody !== null && text === firstText.current;

  useEffect(() => {
    if (isFirst || find || !mayHaveLinks(text)) return;
    import("../lib/client/messages/links.ts").then(
      (module) => setFind(() => module.findLinks),
      () => {}, // no connection: plain text it is
    );
  }, [text]);

  return useMemo(
    () => isFirst ? firstBody : readBody(text, find),
    [text, isFirst, find],
  );
}
