export type Node = Deno.lint.Node | Deno.lint.Parameter;

type Function =
  | Deno.lint.FunctionDeclaration
  | Deno.lint.FunctionExpression
  | Deno.lint.ArrowFunctionExpression;

/** The names that an expression or a pattern begins with: `a` of `a.b.c`, `a` and `b` of `[a, b]`. */
export function rootOf(node: Node | null | undefined): string[] {
  switch (node?.type) {
    case "Identifier":
      return [node.name];
    case "MemberExpression":
      return rootOf(node.object);
    case "TSNonNullExpression":
    case "TSAsExpression":
      return rootOf(node.expression);
    case "ArrayPattern":
      return node.elements.flatMap(rootOf);
    case "ObjectPattern":
      return node.properties.flatMap(rootOf);
    case "Property":
      return rootOf(node.value);
    case "AssignmentPattern":
      return rootOf(node.left);
    case "RestElement":
      return rootOf(node.argument);
    case "TSParameterProperty":
      return rootOf(node.parameter);
    default:
      return [];
  }
}

/** Where a name is declared, as seen from where it is used. */
export interface Scope {
  /** Absent for what is imported or built in. */
  scope?: Node;
  /** Whether a function lies between, which may run later. */
  isClosed: boolean;
  /** Whether a class's static block lies between. */
  isInClass: boolean;
}

/** Where `name`, as it is used in `node`, is declared. */
export function scopeOf(node: Node, name: string): Scope {
  const found: Scope = { isClosed: false, isInClass: false };
  for (let scope: Node | undefined = node; scope; scope = parentOf(scope)) {
    if (declaredIn(scope).includes(name)) return { ...found, scope };
    found.isClosed ||= isFunction(scope) || isField(scope);
    found.isInClass ||= scope.type === "StaticBlock";
  }
  return found;
}

/** The name of the top-level declaration in which `node` lies. */
export function topLevelName(node: Node): string {
  const parent = parentOf(node);
  if (parent && parent.type !== "Program") {
    const isExport = parent.type === "ExportNamedDeclaration";
    if (!isExport) return topLevelName(parent);
  }
  return namesOf(node).join();
}

function parentOf(node: Node): Node | undefined {
  return "parent" in node ? node.parent as Node : undefined;
}

function isFunction(node: Node): node is Function {
  return node.type === "FunctionDeclaration" ||
    node.type === "FunctionExpression" ||
    node.type === "ArrowFunctionExpression";
}

/** A field's first value is made with each object, a static one's with the class. */
function isField(node: Node): boolean {
  return node.type === "PropertyDefinition" && !node.static;
}

function declaredIn(scope: Node): string[] {
  if (isFunction(scope)) return scope.params.flatMap(rootOf);
  switch (scope.type) {
    case "Program":
    case "BlockStatement":
      return (scope.body as Node[]).flatMap(namesOf);
    case "ForStatement":
      return scope.init ? namesOf(scope.init) : [];
    case "ForOfStatement":
    case "ForInStatement":
      return namesOf(scope.left);
    case "CatchClause":
      return rootOf(scope.param);
    default:
      return [];
  }
}

/** The names that a statement declares. */
export function namesOf(statement: Node): string[] {
  switch (statement.type) {
    case "VariableDeclaration":
      return statement.declarations.flatMap(({ id }) => rootOf(id));
    case "FunctionDeclaration":
    case "ClassDeclaration":
      return rootOf(statement.id);
    case "ExportNamedDeclaration":
      return statement.declaration ? namesOf(statement.declaration) : [];
    case "ExportDefaultDeclaration":
      return namesOf(statement.declaration as Node);
    default:
      return [];
  }
}
