/** What the generated `_fresh/server.js` needs. */
export { setBuild } from "./app.ts";
export { loadBuild } from "./build.ts";
