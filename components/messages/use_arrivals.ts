import { useEffect, useRef, useState } from "preact/hooks";
import type { MessagesView } from "../../lib/client/messages/view.ts";
import { translate } from "../../lib/i18n/translate.ts";
import { sameEmail } from "../../lib/shared/same_email.ts";

/** How long after its arrival a message's row still slides in. */
const NEW_FOR_MS = 500;

/** What has come since the page was opened, for rows that slide in and for screen readers. */
export function useArrivals(view: MessagesView): {
  isNew(id: number): boolean;
  announcement: string;
} {
  const { words, me } = view;
  const mailbox = view.mailbox;
  const { summaries, arrived } = mailbox;
  const list = summaries.value;
  const newest = useRef(Math.max(0, ...list.map(({ id }) => id)));
  const cameAt = useRef(new Map<number, number>());
  const [announcement, setAnnouncement] = useState("");

  for (const { id } of list) {
    if (id > newest.current && !cameAt.current.has(id)) {
      cameAt.current.set(id, Date.now());
    }
  }

  useEffect(() => {
    const [first] = list;
    if (!first || !cameAt.current.has(first.id)) return;
    if (sameEmail(first.sender.email, me.email)) return;
    setAnnouncement(translate(words, "list.announce", {
      sender: first.sender.name || first.sender.email,
      subject: first.subject || translate(words, "row.noSubject"),
    }));
  }, [list[0]?.id]);

  const waiting = arrived.value.length;
  useEffect(() => {
    if (waiting === 0) return;
    setAnnouncement(translate(words, "list.arrived", { count: waiting }));
  }, [waiting]);

  const q = useRef(mailbox.q.value);
  useEffect(() => {
    if (q.current === mailbox.q.value) return;
    q.current = mailbox.q.value;
    const count = list.length;
    setAnnouncement(translate(words, "list.found", { count }));
  }, [mailbox.q.value]);

  return {
    isNew: (id) => Date.now() - (cameAt.current.get(id) ?? 0) < NEW_FOR_MS,
    announcement,
  };
}
