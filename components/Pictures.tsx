/** Drawn on a grid of 20 px with strokes of 1.5 px. */
const ICONS = {
  mail:
    "M3 5.75C3 4.78 3.78 4 4.75 4h10.5c.97 0 1.75.78 1.75 1.75v8.5c0 .97-.78 1.75-1.75 1.75H4.75C3.78 16 3 15.22 3 14.25v-8.5Zm.5-.75L10 10.5 16.5 5",
  inbox:
    "M3 11.25 5.2 4.9A1.75 1.75 0 0 1 6.85 3.75h6.3c.74 0 1.4.46 1.65 1.15L17 11.25v3.25c0 .97-.78 1.75-1.75 1.75H4.75C3.78 16.25 3 15.47 3 14.5v-3.25Zm0 0h3.75l1 2h4.5l1-2H17",
  archive:
    "M3 4h14v3.5H3V4Zm1.25 3.5v6.75c0 .97.78 1.75 1.75 1.75h8c.97 0 1.75-.78 1.75-1.75V7.5M8.25 10.75h3.5",
  search: "M9 14.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11Zm4-1.5 3.75 3.75",
  compose:
    "M9.25 4H5.5A1.75 1.75 0 0 0 3.75 5.75v8.75c0 .97.78 1.75 1.75 1.75h8.75c.97 0 1.75-.78 1.75-1.75v-3.75M8 12l.6-2.6 6-6a1.4 1.4 0 0 1 2 2l-6 6L8 12Z",
  close: "m5.25 5.25 9.5 9.5M14.75 5.25l-9.5 9.5",
  check: "m4 10.75 3.75 3.75L16 6",
  checks: "m1.75 10.75 3.5 3.5 7.5-8M9 13.5l.75.75 7.5-8",
  file:
    "m16.25 9.25-6 6a3.6 3.6 0 0 1-5.1-5.1l6.35-6.35a2.4 2.4 0 0 1 3.4 3.4l-6.2 6.2a1.2 1.2 0 0 1-1.7-1.7l5.6-5.6",
  high: "M10 16.25V3.75M5 8.75l5-5 5 5",
  low: "M10 3.75v12.5M5 11.25l5 5 5-5",
  urgent: "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14Zm0-10.5v4.25m0 2.7v.05",
  globe:
    "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM3.25 10h13.5M10 3c1.9 1.9 2.85 4.25 2.85 7S11.9 15.1 10 17c-1.9-1.9-2.85-4.25-2.85-7S8.1 4.9 10 3Z",
  sun:
    "M10 13a3 3 0 1 0 0-6 3 3 0 0 0 0 6Zm0-10.75v1.5m0 12.5v1.5M2.25 10h1.5m12.5 0h1.5M4.5 4.5l1.1 1.1m8.8 8.8 1.1 1.1m0-11-1.1 1.1m-8.8 8.8-1.1 1.1",
  moon: "M16.75 11.75a6.9 6.9 0 1 1-8.5-8.5 5.6 5.6 0 0 0 8.5 8.5Z",
  screen: "M3 4h14v9.25H3V4Zm4.5 12.5h5M10 13.25v3.25",
  display:
    "M3 6.25h7.25m4.25 0H17M3 13.75h2.5m4.25 0H17M12.4 8.1a1.85 1.85 0 1 0 0-3.7 1.85 1.85 0 0 0 0 3.7Zm-4.8 7.5a1.85 1.85 0 1 0 0-3.7 1.85 1.85 0 0 0 0 3.7Z",
  comfortable: "M3.5 5.25h13m-13 4.75h13m-13 4.75h13",
  compact: "M3.5 4.5h13m-13 3.65h13m-13 3.7h13m-13 3.65h13",
  down: "m5.5 7.75 4.5 4.5 4.5-4.5",
  clock: "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14Zm0-10.75V10l2.5 1.75",
  warning: "M10 3.5 17.25 16H2.75L10 3.5Zm0 5v3.25m0 2.2v.05",
  people:
    "M7.25 9.25a2.75 2.75 0 1 0 0-5.5 2.75 2.75 0 0 0 0 5.5Zm-5 7c0-2.6 2.1-4.5 5-4.5s5 1.9 5 4.5M12.75 9.2a2.75 2.75 0 0 0 0-5.4m1.6 8.4c2.1.6 3.4 2.1 3.4 4.05",
  trash:
    "M3.5 5.25h13M8 5.25v-1.5h4v1.5m3 0-.7 9.35a1.75 1.75 0 0 1-1.75 1.65h-5.1a1.75 1.75 0 0 1-1.75-1.65L5 5.25",
  retry: "M16 10a6 6 0 1 1-1.75-4.25L16.25 7.5m0-3.75V7.5H12.5",
  opened:
    "M3 8.25 10 3.5l7 4.75v6.25c0 .97-.78 1.75-1.75 1.75H4.75C3.78 16.25 3 15.47 3 14.5V8.25Zm.25.25L10 12.75l6.75-4.25",
  keyboard:
    "M4 5h12c.83 0 1.5.67 1.5 1.5v7c0 .83-.67 1.5-1.5 1.5H4c-.83 0-1.5-.67-1.5-1.5v-7C2.5 5.67 3.17 5 4 5Zm1.75 3.25v.05m2.85-.05v.05m2.8-.05v.05m2.85-.05v.05M6.5 11.75h7",
  undo: "M16 10a6 6 0 1 1-1.75-4.25",
  limits:
    "M3.5 6h7m3.5 0h2.5M3.5 14H6m3.5 0h7M10.5 6a1.75 1.75 0 1 0 3.5 0 1.75 1.75 0 1 0-3.5 0M6 14a1.75 1.75 0 1 0 3.5 0A1.75 1.75 0 1 0 6 14",
} as const;

/** These point along the line of text, and are mirrored where it runs from right to left. */
const POINTING = {
  sent: "M17 3 2.75 8.25l6 2.75L17 3Zm0 0-5 14.25L8.75 11",
  reply: "M8 4.5 3.25 9.25 8 14M3.5 9.25h7.25a5.75 5.75 0 0 1 5.75 5.75v.75",
  replyAll:
    "M6.75 5 2.5 9.25l4.25 4.25M11 5 6.75 9.25 11 13.5M7 9.25h5a5.5 5.5 0 0 1 5.5 5.5v1",
  forward: "m12 4.5 4.75 4.75L12 14m4.5-4.75H9.25A5.75 5.75 0 0 0 3.5 15v.75",
  back: "m12.25 5-5 5 5 5",
  signOut:
    "M8 3.75H5.5c-.97 0-1.75.78-1.75 1.75v9c0 .97.78 1.75 1.75 1.75H8M12.75 6.25 16.5 10l-3.75 3.75M16.25 10H8",
  widen:
    "m6.5 5-5 5 5 5M2 10h9.5m3.5-6.25h.75c.97 0 1.75.78 1.75 1.75v9c0 .97-.78 1.75-1.75 1.75H15",
  narrow:
    "m6.75 5 5 5-5 5M2 10h9.5m3.5-6.25h.75c.97 0 1.75.78 1.75 1.75v9c0 .97-.78 1.75-1.75 1.75H15",
} as const;

export type IconName = keyof typeof ICONS | keyof typeof POINTING;

/** For what is empty; the second path of each is lit in the signal colour. */
const SCENES = {
  /** The sun comes up over quiet water. */
  clear: [
    "M14 48h84M28 56h56M42 64h28",
    "M40 48a16 16 0 0 1 32 0M56 18v6M32.5 27.5l4.2 4.2M79.5 27.5l-4.2 4.2M23 44h6M83 44h6",
  ],
  /** A lighthouse whose beam finds nothing. */
  search: [
    "M14 64h84M30 64l4-34h10l4 34M29 30h20M33 30v-8h12v8M35 22l4-6 4 6M32.5 44h13M31 54h16",
    "M52 24l40-10M52 28l40 8",
  ],
  /** A boat that has put out. */
  sent: [
    "M22 56h68l-9 10H32L22 56ZM54 56V12M58 18c14 6 20 18 22 32H58V18Z",
    "M50 24c-8 6-14 16-16 26h16V24Z",
  ],
  /** Crates on the quay. */
  archived: [
    "M14 64h84M28 64V44h24v20M60 64V44h24v20M37 50h6M69 50h6",
    "M44 44V24h24v20M53 30h6",
  ],
  /** A letter against the rising sun. */
  letter: [
    "M36 28h40a3 3 0 0 1 3 3v24a3 3 0 0 1-3 3H36a3 3 0 0 1-3-3V31a3 3 0 0 1 3-3ZM34 29.5 56 46l22-16.5M14 66h84",
    "M44 22a13 13 0 0 1 24 0M56 4v4M38.5 10.5l2.8 2.8M73.5 10.5l-2.8 2.8",
  ],
  /** A line that came loose from its bollard. */
  broken: [
    "M14 64h84M24 64V46h10v18M20 46h18M78 64V46h10v18M74 46h18",
    "M34 52c8 0 10 8 18 7M78 52c-6 0-8 5-14 6M55 50l3-4M62 50l5-2",
  ],
} as const;

export type SceneName = keyof typeof SCENES;

/**
 * All pictures, once in a page, for `Icon` and `Scene` to refer to: the browser's code need not
 * hold them.
 */
export function Pictures() {
  return (
    <svg class="pictures" aria-hidden="true">
      {Object.entries({ ...ICONS, ...POINTING }).map(([name, path]) => (
        <symbol key={name} id={`icon-${name}`} viewBox="0 0 20 20">
          <path d={path} />
        </symbol>
      ))}
      {Object.entries(SCENES).map(([name, [drawn, lit]]) => (
        <symbol key={name} id={`scene-${name}`} viewBox="0 0 112 72">
          <path d={drawn} />
          <path class="lit" d={lit} />
        </symbol>
      ))}
    </svg>
  );
}
