import type { VNode } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { MailboxActions } from "../../lib/client/messages/actions.ts";
import type { listWindow } from "../../lib/client/messages/list_window.ts";
import type { OutgoingMessage } from "../../lib/client/messages/outgoing.ts";
import type { MessagesView } from "../../lib/client/messages/view.ts";
import { translate } from "../../lib/i18n/translate.ts";
import type { MessageSummary } from "../../lib/messages/contract.ts";
import { Icon } from "../kit/Icon.tsx";
import { ListFoot } from "./ListFoot.tsx";
import { MessageRow } from "./MessageRow.tsx";
import { OutgoingList } from "./OutgoingList.tsx";
import { listPlace, mailboxUrl } from "./page_url.ts";
import { useArrivals } from "./use_arrivals.ts";
import { useScrolling } from "../kit/use_scrolling.ts";

/** How many rows before its end the list loads more. */
const NEAR_END = 12;

/** The messages of a box, newest first, live; only the rows in sight are drawn. */
export function MessageList(
  { view, actions, windowOf, onOpen, onEdit }: {
    view: MessagesView;
    /** `null` on the server. */
    actions: MailboxActions | null;
    windowOf: typeof listWindow;
    onOpen: (event: MouseEvent, id: number) => void;
    onEdit: (outgoing: OutgoingMessage) => void;
  },
) {
  const { words } = view;
  const { mailbox } = view;
  const scroll = useRef<HTMLDivElement>(null);
  const summaries = mailbox.summaries.value;
  const scrolling = useScrolling(scroll, summaries.length === 0);
  const { isNew, announcement } = useArrivals(view);
  const failed = actions?.failed.value ?? {};
  const loading = actions?.loading.value;
  const openId = loading?.message ?? mailbox.open.value?.id;
  const arrived = mailbox.arrived.value.length;

  // The whole first page is drawn on the server, and until the list is measured.
  const shown = scrolling
    ? windowOf({ ...scrolling, count: summaries.length })
    : { first: 0, end: summaries.length, before: 0, after: 0 };
  const isAtTop = scrolling?.isAtTop ?? true;
  const isNearEnd = scrolling !== null &&
    shown.end + NEAR_END > summaries.length;

  useEffect(() => actions?.atTop(isAtTop), [isAtTop]);
  useEffect(() => {
    if (isNearEnd) actions?.loadMore();
  }, [isNearEnd, summaries.length]);

  const q = mailbox.q.value;
  useEffect(() => scroll.current!.scrollTo({ top: 0 }), [q]);

  // Rows that have not changed are not drawn anew, which keeps scrolling smooth.
  const drawn = useRef(new Map<number, DrawnRow>());
  const drawnBefore = drawn.current;
  drawn.current = new Map();
  function drawRow(summary: MessageSummary): VNode {
    const { id } = summary;
    const isOpen = id === openId;
    const before = drawnBefore.get(id);
    const row = before?.summary === summary && before.isOpen === isOpen
      ? before.row
      : (
        <MessageRow
          key={id}
          locale={view}
          me={view.me}
          box={mailbox.box}
          summary={summary}
          href={mailboxUrl(view.language, {
            ...listPlace(mailbox),
            message: id,
          })}
          isOpen={isOpen}
          isNew={isNew(id)}
          onOpen={(event) => onOpen(event, id)}
        />
      );
    drawn.current.set(id, { summary, isOpen, row });
    return row;
  }

  return (
    <section class="list-stage" aria-labelledby="mailbox-title">
      <OutgoingList
        words={words}
        outgoing={mailbox.outgoing.value}
        onRetry={(clientId) => actions?.retry(clientId)}
        onDiscard={(clientId) => actions?.discard(clientId)}
        onEdit={onEdit}
      />
      {arrived > 0 && (
        <button
          type="button"
          class="button button-primary arrived"
          onClick={() => {
            actions?.showArrived();
            scroll.current?.scrollTo({ top: 0 });
          }}
        >
          <Icon name="high" size={16} />
          {translate(words, "list.arrived", { count: arrived })}
        </button>
      )}
      {failed.list && (
        <div class="older search-failed" role="alert">
          <p>{translate(words, "list.search.failed")}</p>
          <button type="button" class="button" onClick={failed.list.again}>
            {translate(words, "app.retry")}
          </button>
        </div>
      )}
      <div class="list-scroll" ref={scroll}>
        <ol
          class="rows"
          style={scrolling
            ? { paddingBlock: `${shown.before}px ${shown.after}px` }
            : undefined}
        >
          {summaries.slice(shown.first, shown.end).map(drawRow)}
        </ol>
        <ListFoot
          words={words}
          mailbox={mailbox}
          isLoading={loading?.list ?? false}
          onRetry={failed.more?.again ?? null}
        />
      </div>
      <p class="visually-hidden" role="status">{announcement}</p>
    </section>
  );
}

interface DrawnRow {
  summary: MessageSummary;
  isOpen: boolean;
  row: VNode;
}
