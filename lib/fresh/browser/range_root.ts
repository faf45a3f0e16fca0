/**
 * Stands for an element that holds only the nodes between two others, since several islands can share one
 * parent. It implements just the part of the DOM that Preact's `render` touches.
 */
export function rangeRoot(start: Text, end: Text): Element {
  const parent = start.parentNode!;
  const root = {
    nodeType: 1,
    parentNode: parent,
    nextSibling: null,
    get namespaceURI() {
      return (parent as Element).namespaceURI;
    },
    get firstChild() {
      return start.nextSibling === end ? null : start.nextSibling;
    },
    get childNodes() {
      const nodes: Node[] = [];
      for (
        let node = start.nextSibling;
        node !== end;
        node = node!.nextSibling
      ) {
        nodes.push(node!);
      }
      return nodes;
    },
    insertBefore: (node: Node, before: Node | null) =>
      parent.insertBefore(node, before ?? end),
    appendChild: (node: Node) => parent.insertBefore(node, end),
    removeChild: (node: Node) => parent.removeChild(node),
    contains: (node: Node | null) =>
      root.childNodes.some((child) => child.contains(node)),
  };
  return root as unknown as Element;
}
