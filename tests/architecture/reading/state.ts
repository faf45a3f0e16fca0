import { namesOf, type Node, rootOf, scopeOf, topLevelName } from "./scopes.ts";

/** What a module keeps between calls, and what tells whether it does. */
export interface State {
  /** Its own variables that can change. */
  variables: string[];
  /** Those that a class's static block sets once, as the module is imported. */
  fixed: string[];
  /** Names that it changes, of its own constants or of what it imports. */
  changed: string[];
  /** Names that it declares. */
  constants: string[];
  /** Functions and classes of its own whose results keep state. */
  makers: string[];
  /** Functions and classes that it calls as soon as it is imported. */
  calledOnImport: string[];
}

/** Methods that change what they are called on. */
const CHANGING = new Set(
  "add clear delete set push pop shift unshift splice sort reverse fill copyWithin append"
    .split(" "),
);

/** Collects them. */
export function stateIn(state: State): Deno.lint.LintVisitor {
  /** `node` changes what `target` begins with. */
  const change = (node: Node, target: Node) => {
    for (const name of rootOf(target)) {
      const { scope, isClosed, isInClass } = scopeOf(node, name);
      if (isInClass && !isClosed) state.fixed.push(name);
      else if (scope === undefined || scope.type === "Program") {
        state.changed.push(name);
      } else if (isClosed) state.makers.push(topLevelName(scope));
    }
  };

  return {
    Program({ body }) {
      state.constants.push(...body.flatMap(namesOf));
    },
    VariableDeclaration(node) {
      const isConstant = node.kind === "const" || node.declare;
      if (isConstant || !isOnTop(node)) return;
      state.variables.push(...namesOf(node));
    },
    PropertyDefinition(node) {
      if (!node.static || node.readonly) return;
      state.variables.push(...rootOf(node.key));
    },
    ClassDeclaration({ id }) {
      if (id) state.makers.push(id.name);
    },
    AssignmentExpression(node) {
      change(node, node.left);
    },
    UpdateExpression(node) {
      change(node, node.argument);
    },
    UnaryExpression(node) {
      if (node.operator === "delete") change(node, node.argument);
    },
    CallExpression(node) {
      const { callee, arguments: [first] } = node;
      if (callee.type === "Identifier" && isOnImport(node)) {
        state.calledOnImport.push(callee.name);
      }
      if (callee.type !== "MemberExpression") return;
      const [owner] = rootOf(callee.object);
      const [method] = rootOf(callee.property);
      if (owner === "Object" && method === "assign") change(node, first);
      if (CHANGING.has(method)) change(node, callee.object);
    },
    NewExpression(node) {
      if (node.callee.type !== "Identifier" || !isOnImport(node)) return;
      state.calledOnImport.push(node.callee.name);
    },
  };
}

function isOnTop(node: Node): boolean {
  const { parent } = node as { parent: Node };
  return parent.type === "Program" || parent.type === "ExportNamedDeclaration";
}

/** Whether it runs as soon as the module is imported. */
function isOnImport(node: Node): boolean {
  return !scopeOf(node, "").isClosed;
}
