import type { Signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { ListEmpty } from "../components/ListEmpty.tsx";
import { ListFoot } from "../components/ListFoot.tsx";
import { MessageRow } from "../components/MessageRow.tsx";
import { OutgoingList } from "../components/OutgoingList.tsx";
import { listPlace, mailboxUrl } from "../components/page_url.ts";
import { useArrivals } from "../components/use_arrivals.ts";
import { type Scrolling, useScrolling } from "../components/use_scrolling.ts";
import { reopenSheet } from "../lib/browser/compose_sheet.ts";
import { type Composing, composingOf } from "../lib/browser/composing.ts";
import { startHarbor } from "../lib/browser/harbor.ts";
import { listWindow } from "../lib/browser/list_window.ts";
import type { HarborView } from "../lib/browser/view.ts";
import { translate } from "../lib/i18n/translate.ts";

/** So close to its end, in rows, the list is continued. */
const NEAR_END = 12;

/** The messages of a box, newest first, live; only the rows in sight are drawn. */
export default function MessageList(
  { view, sheet }: { view: HarborView; sheet: Signal<Composing | null> },
) {
  const { words } = view;
  const mailbox = view.mailbox!;
  const harbor = startHarbor(view);
  const scroll = useRef<HTMLDivElement>(null);
  const summaries = mailbox.summaries.value;
  const scrolling = useScrolling(scroll, summaries.length === 0);
  const shown = rowsShown(scrolling, summaries.length);
  const isAtTop = scrolling?.isAtTop ?? true;
  const isNearEnd = shown.end + NEAR_END > summaries.length;
  const { isNew, announcement } = useArrivals(view);
  const opening = harbor.loading.value.message;
  const openId = opening ?? mailbox.open.value?.id;
  const failed = harbor.failed.value;

  useEffect(() => harbor.atTop(isAtTop), [isAtTop]);
  useEffect(() => {
    if (scrolling && isNearEnd) harbor.loadMore();
  }, [scrolling !== null, isNearEnd, summaries.length]);

  function showArrived(): void {
    harbor.showArrived();
    scroll.current?.scrollTo({ top: 0 });
  }

  return (
    <div class="list-stage">
      <OutgoingList
        view={view}
        onRetry={harbor.retry}
        onDiscard={harbor.discard}
        onEdit={({ clientId, draft }) => {
          harbor.discard(clientId);
          reopenSheet(sheet, composingOf(draft, clientId));
        }}
      />
      <div class="list-stage">
        {mailbox.arrived.value.length > 0 && (
          <button
            type="button"
            class="button button-primary arrived"
            onClick={showArrived}
          >
            {translate(words, "list.arrived", {
              count: mailbox.arrived.value.length,
            })}
          </button>
        )}
        <div class="list-scroll" ref={scroll}>
          {summaries.length === 0 && <ListEmpty view={view} />}
          <ol
            class="rows"
            style={scrolling
              ? { paddingBlock: `${shown.before}px ${shown.after}px` }
              : undefined}
          >
            {summaries.slice(shown.first, shown.end).map((summary) => (
              <MessageRow
                key={summary.id}
                view={view}
                summary={summary}
                href={mailboxUrl(view, {
                  ...listPlace(view),
                  message: summary.id,
                })}
                isOpen={summary.id === openId}
                isNew={isNew(summary.id)}
                onOpen={(event) => {
                  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
                  event.preventDefault();
                  harbor.open(summary.id);
                }}
              />
            ))}
          </ol>
          <ListFoot
            view={view}
            isLoading={harbor.loading.value.list}
            onRetry={failed?.action === "loadMore" ? failed.again : null}
          />
        </div>
      </div>
      <p class="visually-hidden" role="status">{announcement}</p>
    </div>
  );
}

/** Until it is measured, and on the server, the whole first page is drawn. */
function rowsShown(scrolling: Scrolling | null, count: number) {
  if (!scrolling) return { first: 0, end: count, before: 0, after: 0 };
  const { firstInSight, rowsInSight, rowHeight } = scrolling;
  return listWindow({
    scrollTop: firstInSight * rowHeight,
    viewportHeight: rowsInSight * rowHeight,
    rowHeight,
    count,
  });
}
