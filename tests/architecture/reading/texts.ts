/** A string in the code, or one literal part of a template. */
export type Text = string;

/** Collects them, but not what imports name. */
export function textsIn(texts: Text[]): Deno.lint.LintVisitor {
  return {
    Literal({ value }) {
      if (typeof value === "string") texts.push(value);
    },
    TemplateElement({ raw }) {
      texts.push(raw);
    },
  };
}
