export const en = {
  "echo.title": "Echo",
  "echo.text": "What everybody is to hear",
  "echo.shout": "Shout",
  "echo.list": "Echoes",
  "echo.heard": {
    one: "{count} echo",
    other: "{count} echoes",
  },
};
