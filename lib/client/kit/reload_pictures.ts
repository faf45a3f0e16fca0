/** Asks again for pictures that did not come, as there was no connection. */
export function reloadPictures(): void {
  for (const picture of document.images) {
    const isBroken = picture.complete && picture.naturalWidth === 0;
    // deno-lint-ignore no-self-assign -- this is how it is asked for again
    if (isBroken) picture.src = picture.src;
  }
}
