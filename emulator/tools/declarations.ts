// Parses a file of type declarations into its declarations by name. Does not resolve references or check types.
import ts from 'typescript';

/** The declarations of a file, by name. */
export interface Declarations {
  readonly interfaces: ReadonlyMap<string, ts.InterfaceDeclaration>;
  readonly enums: ReadonlyMap<string, readonly string[]>;
  readonly aliases: ReadonlyMap<string, ts.TypeAliasDeclaration>;
  readonly functions: readonly ts.FunctionDeclaration[];
}

/** Parses the text of a declaration file. */
export function parseDeclarations(file: string, text: string): Declarations {
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

/** Returns the JSDoc tags of a declaration with their text. */
export function readTags(node: ts.Node): ReadonlyMap<string, string> {
  return new Map(
    ts.getJSDocTags(node).map(({ tagName, comment }) => [tagName.text, toCommentText(comment)]),
  );
}

/** Returns the text of a JSDoc tag. */
export function toCommentText(comment: ts.JSDocTag['comment']): string {
  return (ts.getTextOfJSDocComment(comment) ?? '').trim();
}

/** Returns the REST name of a field: Wix's packages add an underscore to `id`, `createdDate` and `updatedDate`. */
export function withoutUnderscore(name: string): string {
  return /^_(id|createdDate|updatedDate)$/.test(name) ? name.slice(1) : name;
}

/** Returns a record with its keys in order, so that generated files are stable. */
export function sortKeys<T>(record: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Throws on a declaration that the readers do not support, so that nothing is left out silently. */
export function fail(reason: string): never {
  throw new Error(`Failed to read the declarations: ${reason}`);
}
