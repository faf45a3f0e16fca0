export const en = {
  "error.404.title": "There is no page here",
  "error.404.text": "The address may be mistyped, or the page has moved.",
  "error.403.title": "This page is not for your account",
  "error.403.text": "Ask an admin of your company if you need it.",
  "error.429.title": "That was very much at once",
  "error.429.text": "Wait a few seconds, then load the page again.",
  "error.503.title": "Busy for the moment",
  "error.503.text": "Nothing is lost. Load the page again in a few seconds.",
  "error.500.title": "Something failed on our side",
  "error.500.text":
    "What you sent before is safe. If it happens again, tell us the number below.",
  "error.other.title": "This did not work",
  "error.other.text": "Go back and try it once more.",
  "error.home": "Go to your messages",
};
