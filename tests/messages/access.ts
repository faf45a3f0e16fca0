import {
  type AccessRow,
  fileWith,
  type Given,
  SECRET,
} from "../support/access.ts";

const PAGE = "/[lang]/harbor/messaging";

/** Who gets which answer from the routes of this room. */
export const access: AccessRow[] = [
  { route: "/api/messages", method: "GET", answers: 200 },
  {
    route: "/api/messages",
    method: "GET",
    path: `/api/messages?box=inbox&q=${SECRET}`,
    answers: 200,
  },
  { route: "/api/messaging/messages", method: "GET", answers: 200 },
  { route: "/api/messaging/unread-count", method: "GET", answers: 200 },
  {
    route: "/api/messaging/messages/[id]",
    method: "GET",
    path: "/api/messaging/messages/{message}",
    answers: [401, 200, 200, 404, 404, 404, 404],
  },
  {
    route: "/api/messaging/messages/[id]/read",
    method: "POST",
    path: "/api/messaging/messages/{message}/read",
    answers: [401, 200, 200, 404, 404, 404, 404],
  },
  ...["unread", "archive", "unarchive"].map((verb): AccessRow => ({
    route: `/api/messaging/messages/[id]/${verb}`,
    method: "POST",
    path: `/api/messaging/messages/{message}/${verb}`,
    answers: [401, 200, 200, 404, 404, 404, 404],
  })),
  {
    route: "/api/messaging/messages/[id]",
    method: "DELETE",
    path: "/api/messaging/messages/{message}",
    answers: [401, 204, 204, 404, 404, 404, 404],
  },
  {
    route: "/api/messaging/messages/[id]/restore",
    method: "POST",
    path: "/api/messaging/messages/{message}/restore",
    answers: [401, 200, 200, 404, 404, 404, 404],
  },
  {
    route: "/api/messaging/messages/unread",
    method: "POST",
    body: { ids: [1] },
    answers: 200,
  },
  {
    route: "/api/messaging/messages/bulk",
    method: "POST",
    about: ({ message }) => ({ ids: [message], action: "archive" }),
    answers: 200,
  },
  {
    route: "/api/messaging/messages/read",
    method: "POST",
    body: { ids: [1] },
    answers: 200,
  },
  {
    route: "/api/messaging/send",
    method: "POST",
    body: { recipients: ["ben@acme.test"], subject: "", body: "" },
    answers: [401, 201, 201, 201, 422, 422, 422],
  },
  {
    route: "/api/messaging/send",
    method: "POST",
    body: { tenants: ["acme"], subject: "", body: "" },
    answers: [401, 403, 403, 403, 201, 403, 403],
  },
  {
    route: "/api/messaging/threads/[threadId]/typing",
    method: "POST",
    path: "/api/messaging/threads/{message}/typing",
    answers: [401, 204, 204, 404, 404, 404, 404],
  },
  {
    route: "/api/messaging/attachments/attach",
    method: "POST",
    about: ({ message, media }) => ({ messageId: message, mediaIds: [media] }),
    answers: [401, 200, 403, 404, 404, 404, 404],
  },
  {
    route: "/api/messaging/attachments/[id]",
    method: "GET",
    path: "/api/messaging/attachments/{message}",
    answers: [401, 200, 200, 404, 404, 404, 404],
  },
  {
    route: "/api/messaging/attachments/[id]",
    method: "DELETE",
    path: "/api/messaging/attachments/{attachment}",
    answers: [401, 204, 403, 404, 404, 404, 404],
  },
  {
    route: PAGE,
    method: "GET",
    path: "/en/harbor/messaging",
    answers: [302, 200, 200, 200, 200, 200, 200],
  },
  {
    route: PAGE,
    method: "GET",
    path: "/xx/harbor/messaging",
    answers: [302, 404, 404, 404, 404, 404, 404],
  },
  {
    route: PAGE,
    method: "GET",
    path: "/en/harbor/messaging?message={message}",
    answers: [302, 200, 200, 404, 404, 404, 404],
  },
  {
    route: PAGE,
    method: "POST",
    path: "/en/harbor/messaging",
    form: { to: "ben@acme.test", subject: "By form", body: "" },
    answers: [303, 303, 303, 303, 422, 422, 422],
  },
];

/** A message of Ada's to Ben, with a file of hers. */
export const given: Given = async (ada) => {
  const upload = await ada.fetch("/api/messaging/attachments/upload", {
    method: "POST",
    body: fileWith(SECRET),
  });
  const { items: [{ id: media }] } = await upload.json();
  const { id: message, attachments: [attachment] } = await ada.post(
    "/api/messaging/send",
    {
      recipients: ["ben@acme.test"],
      subject: SECRET,
      body: SECRET,
      attachments: [media],
    },
  );
  return { message, media, attachment: attachment.id };
};
