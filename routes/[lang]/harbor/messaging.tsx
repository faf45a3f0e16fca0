import { signal } from "@preact/signals";
import { type Context, page } from "fresh";
import { Head } from "fresh/runtime";
import { KeyboardHelp } from "../../../components/messages/KeyboardHelp.tsx";
import { ListHead } from "../../../components/messages/ListHead.tsx";
import { ListResizer } from "../../../components/messages/ListResizer.tsx";
import { mailboxUrl } from "../../../components/messages/page_url.ts";
import { ReadingNone } from "../../../components/messages/ReadingNone.tsx";
import { Styles } from "../../../components/kit/Styles.tsx";
import Mailbox from "../../../islands/Mailbox.tsx";
import Sheet from "../../../islands/Sheet.tsx";
import { WRITING } from "../../../lib/auth/route_rates.ts";
import { requireActor } from "../../../lib/auth/require_actor.ts";
import { newClientId } from "../../../lib/client/kit/client_id.ts";
import {
  draftFromForm,
  fileIdsOfForm,
} from "../../../lib/client/messages/compose/posted_form.ts";
import { composeKindOf } from "../../../lib/client/messages/compose/sheet.ts";
import { startDraft } from "../../../lib/client/messages/compose/start_draft.ts";
import {
  type Draft,
  type DraftKind,
  messageOf,
} from "../../../lib/client/messages/compose/draft.ts";
import {
  refusalsByServer,
  refusalsOf,
} from "../../../lib/client/messages/compose/refusals.ts";
import { findLinks } from "../../../lib/client/messages/links.ts";
import { reasonOf } from "../../../lib/client/kit/post_file.ts";
import { problemInWords } from "../../../components/files/file_words.ts";
import { readBody } from "../../../lib/client/messages/message_body.ts";
import type { MessagesView } from "../../../lib/client/messages/view.ts";
import type { HarborView } from "../../../lib/client/page/view.ts";
import { parse } from "../../../lib/http/body.ts";
import { define, type State } from "../../../lib/http/define.ts";
import { readForm } from "../../../lib/http/form.ts";
import { methods } from "../../../lib/http/methods.ts";
import { Problem } from "../../../lib/http/problem.ts";
import {
  MESSAGES_WORDS,
  type MessagesWords,
} from "../../../lib/i18n/messages/words.ts";
import { isolated, translate } from "../../../lib/i18n/translate.ts";
import { findFiles } from "../../../lib/media/get.ts";
import { uploadForm } from "../../../lib/media/upload.ts";
import { SendInput } from "../../../lib/messages/contract.ts";
import { MailboxQuery, readMailbox } from "../../../lib/messages/mailbox.ts";
import { changeOwn } from "../../../lib/messages/own/change_own.ts";
import { OWN_ACTIONS, type OwnAction } from "../../../lib/messages/contract.ts";
import { SENDING } from "../../../lib/messages/rates.ts";
import { sendMessage } from "../../../lib/messages/send.ts";
import { LIST_WIDTH, readPreferences } from "../../../lib/preferences.ts";

const STYLES = [
  "kit/browsing",
  "files/file",
  "files/lightbox",
  "messages/list",
  "messages/reading",
  "messages/composer",
  "messages/attachments",
  "messages/composed-files",
];

export const handler = define.handlers(methods({
  async GET(ctx) {
    const { view, isMissing } = await readPage(ctx);
    const kind = composeKindOf(ctx.url);
    const message = view.mailbox.open.value;
    const draft = kind &&
      startDraft(kind, message, view, newClientId());
    const status = isMissing ? 404 : 200;
    return page({ view, isMissing, draft }, { status });
  },

  /** The page's forms, for readers without JavaScript. */
  async POST(ctx) {
    const contentType = ctx.req.headers.get("content-type") ?? "";
    if (contentType.startsWith("multipart/")) return await sendForm(ctx);
    const form = await readForm(ctx);
    const verb = OWN_ACTIONS.find((each) => each === form.get("intent"));
    if (verb) return await changeOpen(ctx, verb);
    const { services } = ctx.state;
    services.rateLimits.take(SENDING, requireActor(ctx.state));
    return await send(ctx, draftFromForm(form, kindOf(ctx)));
  },
}));

/** Reads what the page shows, and whether the reader lacks the message that was asked for. */
async function readPage(
  { url, req, state }: Context<State>,
): Promise<{ view: MessagesView; isMissing: boolean }> {
  const view = viewOf(state);
  const query = parse(MailboxQuery, Object.fromEntries(url.searchParams));
  const { list, message } = await readMailbox(
    state.services,
    requireActor(state),
    query,
    req.signal,
  );
  // The stream goes on from the smaller position, and may tell some events twice.
  view.position = Math.min(view.position, list.position);
  const mailbox: MessagesView["mailbox"] = {
    box: query.box,
    q: signal(query.q ?? ""),
    unreadOnly: query.unread,
    summaries: signal(list.items),
    nextCursor: signal(list.nextCursor),
    arrived: signal([]),
    open: signal(message),
    outgoing: signal([]),
  };
  return {
    view: Object.assign(view, { mailbox }),
    isMissing: query.message !== undefined && message === null,
  };
}

/** Gives the page's view the messages' words. It stays the same object for all islands. */
function viewOf({ view }: State): HarborView<MessagesWords> {
  return Object.assign(view!, { words: MESSAGES_WORDS[view!.language] });
}

/** What is no more in the box that is shown is not shown open beside it either. */
async function changeOpen(
  ctx: Context<State>,
  verb: OwnAction,
): Promise<Response> {
  const { services } = ctx.state;
  const url = new URL(ctx.url);
  const { message } = parse(MailboxQuery, Object.fromEntries(url.searchParams));
  if (message) {
    await changeOwn(services, requireActor(ctx.state), verb, message);
  }
  if (verb !== "read") url.searchParams.delete("message");
  return ctx.redirect(url.pathname + url.search, 303);
}

/** Takes the files first. When one is refused, nothing is sent. */
async function sendForm(ctx: Context<State>) {
  const { services } = ctx.state;
  const { words, limits } = viewOf(ctx.state);
  const actor = requireActor(ctx.state);
  services.rateLimits.take(SENDING, actor);
  const { fields, items, errors } = await uploadForm(services, actor, ctx.req);
  // Files have quotas; only what is written beside them counts.
  services.rateLimits.take(WRITING, actor, new Blob([...fields.values()]).size);
  const wanted = fileIdsOfForm(fields);
  const kept = await findFiles(services, actor, wanted);
  const files = [...kept, ...items];
  const draft = draftFromForm(fields, kindOf(ctx), files);
  const refused = errors.map(({ fileName, ...problem }) =>
    `${isolated(fileName)}: ${
      problemInWords(words, limits, { reason: reasonOf(problem) })
    }`
  );
  if (kept.length < wanted.length) {
    refused.push(translate(words, "files.refused"));
  }
  return await send(ctx, draft, refused.join("; "));
}

function kindOf({ url }: Context<State>): DraftKind {
  return composeKindOf(url) ?? "new";
}

/** Shows the message in the sent box, or the sheet again with what is wrong. */
async function send(
  ctx: Context<State>,
  draft: Draft,
  refusedFiles = "",
) {
  const { services } = ctx.state;
  const writer = viewOf(ctx.state);
  let refusals = refusalsOf(draft, writer);
  if (refusedFiles !== "") refusals.files = refusedFiles;
  if (Object.keys(refusals).length === 0) {
    try {
      const input = parse(SendInput, {
        ...messageOf(draft, services.clock.now()),
        attachments: draft.files.map(({ media }) => media!.id),
        clientId: draft.clientId,
      });
      const actor = requireActor(ctx.state);
      const { message } = await sendMessage(services, actor, input);
      const sent = mailboxUrl(writer.language, {
        box: "sent",
        message: message.id,
      });
      return ctx.redirect(sent, 303);
    } catch (error) {
      if (!(error instanceof Problem) || error.status !== 422) throw error;
      const paths = (error.options.errors ?? []).map(({ path }) => path);
      refusals = refusalsByServer(paths, draft, writer);
    }
  }
  const { view, isMissing } = await readPage(ctx);
  const refused: Draft = { ...draft, refusals };
  return page({ view, isMissing, draft: refused }, { status: 422 });
}

export default define.page<typeof handler>(function Messaging(
  { data: { view, isMissing, draft }, req },
) {
  const { words, mailbox } = view;
  const open = mailbox.open.value;
  const sheet = signal(draft);
  const { listWidth } = readPreferences(req.headers.get("cookie"));
  const title = translate(words, "app.title", {
    page: translate(words, `box.${mailbox.box}`),
  });
  return (
    <main class="mailbox" id="content">
      <Head>
        <title>{title}</title>
      </Head>
      <Styles names={STYLES} />
      <h1 class="visually-hidden" id="mailbox-title">
        {translate(words, "list.label", {
          box: translate(words, `box.${mailbox.box}`),
        })}
      </h1>
      <ListHead words={words} mailbox={mailbox} />
      <Mailbox
        view={view}
        sheet={sheet}
        isMissing={isMissing}
        firstBody={open && readBody(open.body, findLinks)}
      />
      {draft && <Sheet view={view} sheet={sheet} />}
      <ReadingNone words={words} />
      <ListResizer words={words} width={listWidth ?? LIST_WIDTH.usual} />
      <KeyboardHelp words={words} />
    </main>
  );
});
