/** The fixture's project directory. */
export const fixtureRoot = new URL("fixture", import.meta.url).pathname;
