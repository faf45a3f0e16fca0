type Props = Record<string, unknown>;

/** Marks a link to the current page, or to one above it, unless the link has a mark of its own. */
export function markActiveLink(props: Props, current: URL): void {
  const { href } = props;
  if (typeof href !== "string" || !href.startsWith("/")) return;
  if (props["aria-current"] !== undefined) return;

  const target = new URL(href, "http://localhost");
  const here = trimSlash(current.pathname);
  const there = trimSlash(target.pathname);
  const samePath = here === there;
  if (samePath && (target.search === "" || target.search === current.search)) {
    props["data-current"] = "true";
    props["aria-current"] = "page";
  } else if (samePath || there === "/" || here.startsWith(`${there}/`)) {
    props["data-ancestor"] = "true";
    props["aria-current"] = "true";
  }
}

function trimSlash(pathname: string): string {
  return pathname === "/" ? pathname : pathname.replace(/\/$/, "");
}
