import { type ComponentType, h, options, render } from "preact";
import { lockImage } from "../assets.ts";
import { deserialize } from "../deserialize.ts";
import { followHistory } from "./history.ts";
import { rangeRoot } from "./range_root.ts";

interface Root {
  name: string;
  index: number;
  start: Text;
  end: Text;
}

/** Renders the page's islands where the server left their markers, each in a task of its own. */
export function boot(
  islands: Record<string, ComponentType>,
  state: string,
): void {
  followHistory();
  lockImages();
  const props = deserialize(state) as Record<string, unknown>[];
  for (const { name, index, start, end } of findRoots()) {
    if (start.parentNode !== end.parentNode) {
      console.error(
        `Island "${name}" stays dead: its HTML is nested in a way the browser had to mend.`,
      );
      continue;
    }
    const root = rangeRoot(start, end);
    setTimeout(() => render(h(islands[name], props[index]), root));
  }
}

/** Gives images the address that the server gave them. */
function lockImages(): void {
  const { vnode: before } = options;
  options.vnode = (vnode) => {
    if (vnode.type === "img" || vnode.type === "source") lockImage(vnode.props);
    before?.(vnode);
  };
}

function findRoots(): Root[] {
  const roots: Root[] = [];
  let open: Pick<Root, "name" | "index" | "start"> | undefined;
  for (const comment of comments()) {
    const [kind, type, name, index] = comment.data.split(":");
    if (kind === "frsh" && type === "island") {
      open = { name, index: Number(index), start: hidden(comment) };
    } else if (comment.data === "/frsh:island" && open !== undefined) {
      roots.push({ ...open, end: hidden(comment) });
      open = undefined;
    }
  }
  return roots;
}

function comments(): Comment[] {
  const walker = document.createTreeWalker(
    document.body,
    NodeFilter.SHOW_COMMENT,
  );
  const found: Comment[] = [];
  while (walker.nextNode()) found.push(walker.currentNode as Comment);
  return found;
}

/** Replaces a marker by an empty text, which keeps the place. */
function hidden(marker: Comment): Text {
  const text = new Text("");
  marker.replaceWith(text);
  return text;
}
