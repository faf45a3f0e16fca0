export const en = {
  language: "en",
  "app.name": "Harbor",
  "app.messages": "Messages",
  "badge.unread": {
    one: "{count} unread message",
    other: "{count} unread messages",
  },
};
