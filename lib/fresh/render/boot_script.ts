import { Fragment, h, type VNode } from "preact";
import type { Island } from "../build.ts";
import { serialize } from "../serialize.ts";
import { LIVE_RELOAD_SCRIPT } from "./live_reload_script.ts";
import type { RenderState } from "./state.ts";

/** Last in the body: starts the page's islands. Without islands there is no script. */
export function BootScript({ state }: { state: RenderState }): VNode {
  const { build, islands, islandProps } = state;
  const scripts: string[] = [];
  if (islands.size > 0) {
    const names = [...islands].map((island) => island.name).join(",");
    const imports = [...islands].map(importOf).join("");
    const props = inScript(JSON.stringify(serialize(islandProps)));
    scripts.push(
      `import { boot } from "${build.clientEntry}";${imports}boot({${names}},${props});`,
    );
  }
  if (build.liveReload) scripts.push(LIVE_RELOAD_SCRIPT);
  return h(
    Fragment,
    null,
    scripts.map((script) =>
      h("script", {
        type: "module",
        nonce: state.nonce,
        dangerouslySetInnerHTML: { __html: script },
      })
    ),
  );
}

function importOf({ name, exportName, chunk }: Island): string {
  const names = exportName === "default"
    ? name
    : exportName === name
    ? `{ ${name} }`
    : `{ ${exportName} as ${name} }`;
  return `import ${names} from "${chunk}";`;
}

/** Keeps a string literal from ending the script (`</script>`, `<!--`) or a line (U+2028, U+2029). */
function inScript(literal: string): string {
  return literal.replace(
    /[<\u2028\u2029]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
