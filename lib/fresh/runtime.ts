/** The part of `fresh/runtime` that this app uses; for components and islands, on the server and in the browser. */
export { asset, assetSrcSet } from "./assets.ts";
export { Head, type HeadProps } from "./head.ts";
export { HttpError } from "./http_error.ts";

export const IS_BROWSER: boolean = typeof document !== "undefined";
