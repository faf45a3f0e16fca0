export const en = {
  "app.name": "Harbor",
  "app.title": "{page} · Harbor",
  "app.skip": "Skip to content",
  "app.areas": "Areas",
  "app.more": "More",
  "app.limits": "Limits",
  "app.retry": "Try again",

  "search.clear": "Clear the search",
  "search.nothing": "Nothing matches “{query}”",

  "failure.offline": "no connection",
  "failure.busy": "the server is busy",
  "failure.signedOut": "you are signed out",
  "failure.refused": "the server refused it",

  "connection.label": "Connection: {status}",
  "connection.live": "Live",
  "connection.connecting": "Connecting",
  "connection.polling": "Delayed",
  "connection.offline": "Offline",
  "connection.manual": "Not live",
  "connection.live.detail": "New messages appear by themselves.",
  "connection.connecting.detail": "Reaching the server.",
  "connection.polling.detail":
    "No live line gets through, so new messages are fetched every few seconds.",
  "connection.offline.detail":
    "The server cannot be reached. What you send is kept and goes out later.",
  "connection.manual.detail":
    "New messages appear when the page is loaded again.",
  "connection.stayed":
    "That page needs the server, so this one stays open. Nothing is lost.",
  "connection.since": "Since",
  "connection.lastEvent": "Last event",
  "connection.roundTrip": "Round trip",
  "connection.none": "None yet",
  "connection.milliseconds": "{count} ms",

  "preferences.label": "Display",
  "preferences.theme": "Theme",
  "preferences.theme.system": "System",
  "preferences.theme.light": "Light",
  "preferences.theme.dark": "Dark",
  "preferences.density": "List",
  "preferences.density.comfortable": "Comfortable",
  "preferences.density.compact": "Compact",
  "preferences.language": "Language",

  "person.label": "Account: {name}",
  "person.signOut": "Sign out",
};
