// One file of type declarations as TypeScript parses it: what is declared in it, by name. Leaves out types; nothing is resolved.
import ts from 'typescript';

/** What a file of declarations declares. */
export interface Declarations {
  readonly interfaces: ReadonlyMap<string, ts.InterfaceDeclaration>;
  readonly enums: ReadonlyMap<string, readonly string[]>;
  readonly aliases: ReadonlyMap<string, ts.TypeAliasDeclaration>;
  readonly functions: readonly ts.FunctionDeclaration[];
}

/** Parses the text of a file of declarations. */
export function declarationsOf(file: string, text: string): Declarations {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ESNext, true, ts.ScriptKind.TS);
  const interfaces = new Map<string, ts.InterfaceDeclaration>();
  const enums = new Map<string, readonly string[]>();
  const aliases = new Map<string, ts.TypeAliasDeclaration>();
  const functions: ts.FunctionDeclaration[] = [];
  for (const statement of source.statements) {
    if (ts.isInterfaceDeclaration(statement)) {
      interfaces.set(statement.name.text, statement);
    } else if (ts.isTypeAliasDeclaration(statement)) {
      aliases.set(statement.name.text, statement);
    } else if (ts.isFunctionDeclaration(statement)) {
      functions.push(statement);
    } else if (ts.isEnumDeclaration(statement)) {
      enums.set(
        statement.name.text,
        statement.members.map(({ initializer }) =>
          initializer && ts.isStringLiteral(initializer)
            ? initializer.text
            : fail(`${statement.name.text} is not an enum of strings`),
        ),
      );
    }
  }
  return { interfaces, enums, aliases, functions };
}

/** The tags of a declaration's comment, with their text. */
export function tagsOf(node: ts.Node): ReadonlyMap<string, string> {
  return new Map(
    ts.getJSDocTags(node).map(({ tagName, comment }) => [tagName.text, commentText(comment)]),
  );
}

/** The text of a tag, on one line or more. */
export function commentText(comment: ts.JSDocTag['comment']): string {
  return (ts.getTextOfJSDocComment(comment) ?? '').trim();
}

/** A field's name on the wire: Wix's packages call `id` `_id`, and the two dates likewise. */
export function withoutUnderscore(name: string): string {
  return /^_(id|createdDate|updatedDate)$/.test(name) ? name.slice(1) : name;
}

/** The same record with its keys in order, so that generated files are stable. */
export function sorted<T>(record: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Refuses a declaration that the readers do not know: nothing is left out silently. */
export function fail(what: string): never {
  throw new Error(`Failed to read the declarations: ${what}`);
}
