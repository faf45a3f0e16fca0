/** How long somebody is shown as writing after they said so, in milliseconds. */
export const TYPING_SHOWN_MS = 5_000;

/** How often somebody who goes on writing says so. */
export const TYPING_EVERY_MS = 3_000;
