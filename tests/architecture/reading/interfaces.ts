/** An interface, or one part of one that several modules add to. */
export interface Interface {
  name: string;
  members: string[];
  /** Others whose members it has, too. */
  bases: string[];
}

/** Collects the interfaces of a module, and those that it merges into other modules. */
export function interfacesIn(interfaces: Interface[]): Deno.lint.LintVisitor {
  return {
    TSInterfaceDeclaration({ id, body, extends: heritage }) {
      const members = body.body.flatMap((member) =>
        member.type === "TSPropertySignature" &&
          member.key.type === "Identifier"
          ? [member.key.name]
          : []
      );
      const bases = heritage.flatMap(({ expression }) =>
        expression.type === "Identifier" ? [expression.name] : []
      );
      interfaces.push({ name: id.name, members, bases });
    },
  };
}

/** The members of the interface of this name, as far as these declare them. */
export function membersOf(interfaces: Interface[], name: string): string[] {
  return interfaces.filter((each) => each.name === name)
    .flatMap(({ members, bases }) => [
      ...members,
      ...bases.flatMap((base) => membersOf(interfaces, base)),
    ]);
}
