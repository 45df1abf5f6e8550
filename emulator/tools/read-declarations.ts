// Reads the type declarations of one @wix/auto_sdk package into rules. Leaves out prose, events and types no method reaches.
import ts from 'typescript';
import type { Enum, Field, FieldType, Method, ObjectType, QuerySpec, Rules } from '../wix/rules/rules.ts';

/** The three files of a package that hold its contract, as text. */
export interface PackageFiles {
  readonly name: string;
  readonly version: string;
  /** `build/es/meta.d.mts`: REST types, and one function for each method. */
  readonly metaTypings: string;
  /** `build/es/meta.mjs`: the names on the wire. */
  readonly metaCode: string;
  /** `build/es/index.typings.d.mts`: permissions, required arguments, error codes, query specs. */
  readonly typings: string;
}

interface Declarations {
  readonly interfaces: ReadonlyMap<string, ts.InterfaceDeclaration>;
  readonly enums: ReadonlyMap<string, readonly string[]>;
  readonly aliases: ReadonlyMap<string, ts.TypeAliasDeclaration>;
  readonly functions: readonly ts.FunctionDeclaration[];
}

/**
 * Reads a package's methods and every type that their requests and responses reach.
 * @throws {Error} on a declaration this reader does not know: nothing is left out silently
 */
export function readDeclarations(files: PackageFiles): Rules {
  const meta = declarationsOf('meta.d.mts', files.metaTypings);
  const typings = declarationsOf('index.typings.d.mts', files.typings);
  const types: Record<string, ObjectType> = {};
  const enums: Record<string, Enum> = {};

  function reach(type: FieldType): void {
    if (typeof type === 'string') {
      return;
    }
    if ('array' in type) {
      reach(type.array);
    } else if ('map' in type) {
      reach(type.map);
    } else if ('enum' in type) {
      enums[type.enum] ??= meta.enums.get(type.enum) ?? fail(`enum ${type.enum} is not declared`);
    } else if (!types[type.ref]) {
      const read = readInterface(type.ref, meta);
      types[type.ref] = read;
      for (const field of Object.values(read.fields)) {
        reach(field.type);
      }
    }
  }

  const methods: Record<string, Method> = {};
  for (const declared of meta.functions) {
    const name = declared.name?.text ?? fail('a method has no name');
    const [, , , request, , response] = metaTypeArguments(declared);
    const requestType = nameOf(request);
    const responseType = nameOf(response);
    reach({ ref: requestType });
    reach({ ref: responseType });
    const method = readMethod(name, requestType, types, { meta, typings });
    if (!files.metaCode.includes(`methodFqn: "${method.fqn}"`)) {
      fail(`${name} is documented as ${method.fqn}, which its code does not call`);
    }
    methods[name] = { ...method, response: responseType };
  }
  return {
    package: files.name,
    version: files.version,
    fqdn: entityFqdnOf(files.metaCode),
    methods: sorted(methods),
    types: sorted(types),
    enums: sorted(enums),
    queries: readQueries(typings),
  };
}

function declarationsOf(file: string, text: string): Declarations {
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
          initializer && ts.isStringLiteral(initializer) ? initializer.text : fail(`${statement.name.text} is not an enum of strings`),
        ),
      );
    }
  }
  return { interfaces, enums, aliases, functions };
}

/** The entity's name on the wire. It stands once for each call in the code, always the same. */
function entityFqdnOf(code: string): string {
  const names = new Set([...code.matchAll(/entityFqdn: "([^"]+)"/g)].map((match) => match[1] ?? ''));
  return names.size === 1 ? [...names].join('') : fail(`the package names ${names.size} entities`);
}

function metaTypeArguments(declared: ts.FunctionDeclaration): readonly ts.TypeNode[] {
  return declared.type && ts.isTypeReferenceNode(declared.type) ? (declared.type.typeArguments ?? []) : [];
}

function readInterface(name: string, from: Declarations): ObjectType {
  const declared = from.interfaces.get(name) ?? fail(`type ${name} is not declared`);
  const fields: Record<string, Field> = {};
  const oneOfs: string[][] = [];
  for (const base of declared.heritageClauses?.flatMap(({ types }) => types) ?? []) {
    const group = from.interfaces.get(base.expression.getText()) ?? fail(`${name} extends what is not declared`);
    if (!tagsOf(group).has('oneof')) {
      fail(`${name} extends ${base.expression.getText()}, which is not a one-of`);
    }
    oneOfs.push(group.members.map((member) => member.name?.getText() ?? fail(`${name} has a member without name`)));
  }
  for (const member of declared.members) {
    if (!ts.isPropertySignature(member) || !member.type) {
      fail(`${name} has a member that is not a property`);
    } else {
      fields[member.name.getText()] = readField(member, member.type, from);
    }
  }
  return { fields, ...(oneOfs.length > 0 ? { oneOfs } : {}) };
}

function readField(member: ts.PropertySignature, node: ts.TypeNode, from: Declarations): Field {
  const tags = tagsOf(member);
  const number = (tag: string): number | undefined => (tags.has(tag) ? Number(tags.get(tag)) : undefined);
  const saysRequired = ts.getJSDocCommentsAndTags(member).some((doc) => doc.getText().includes('__Required.__'));
  const { type, nullable } = readType(node, from);
  const field = {
    type,
    nullable: nullable || undefined,
    required: !member.questionToken || saysRequired || undefined,
    readonly: tags.has('readonly') || undefined,
    maxLength: number('maxLength'),
    minLength: number('minLength'),
    maxSize: number('maxSize'),
    minSize: number('minSize'),
    max: number('max'),
    min: number('min'),
    format: tags.get('format'),
    deprecated: tags.has('deprecated')
      ? withoutUndefined({ replacedBy: tags.get('replacedBy'), removal: tags.get('targetRemovalDate') })
      : undefined,
  };
  return { ...withoutUndefined(field), type };
}

function readType(node: ts.TypeNode, from: Declarations): { readonly type: FieldType; readonly nullable: boolean } {
  if (ts.isUnionTypeNode(node)) {
    const rest = node.types.filter((type) => type.getText() !== 'null' && type.getText() !== 'undefined');
    const only = rest.length === 1 ? rest[0] : undefined;
    return { type: readType(only ?? fail(`a union is not known: ${node.getText()}`), from).type, nullable: true };
  }
  if (ts.isArrayTypeNode(node)) {
    return { type: { array: readType(node.elementType, from).type }, nullable: false };
  }
  if (ts.isTypeReferenceNode(node)) {
    return { type: readReference(node, from), nullable: false };
  }
  const text = node.getText();
  if (text === 'string' || text === 'number' || text === 'boolean' || text === 'any') {
    return { type: text, nullable: false };
  }
  return fail(`a type is not known: ${text}`);
}

function readReference(node: ts.TypeReferenceNode, from: Declarations): FieldType {
  const name = node.typeName.getText();
  if (name === 'Date') {
    return 'date';
  }
  if (name === 'Record') {
    const value = node.typeArguments?.[1] ?? fail('a Record has no value type');
    return { map: readType(value, from).type };
  }
  if (from.interfaces.has(name)) {
    return { ref: name };
  }
  const bare = name.replace(/WithLiterals$/, '');
  return from.enums.has(bare) ? { enum: bare } : fail(`a reference is not known: ${name}`);
}

/** What `index.typings.d.mts` says of a method: its name on the wire, who may call it, what it requires, how it refuses. */
function readMethod(
  name: string,
  request: string,
  types: Readonly<Record<string, ObjectType>>,
  { meta, typings }: { readonly meta: Declarations; readonly typings: Declarations },
): Omit<Method, 'response'> {
  const doc = typings.functions.find((declared) => declared.name?.text === name) ?? fail(`${name} is not in the typings`);
  const values = (tag: string): string[] =>
    ts
      .getJSDocTags(doc)
      .filter(({ tagName }) => tagName.text === tag)
      .map(({ comment }) => commentText(comment));
  const fqn = values('fqn')[0] ?? fail(`${name} has no fqn`);
  // A query has two functions of one fqn: the builder, and the hidden one that names the errors.
  const errorTypes = typings.functions
    .filter((declared) => tagsOf(declared).get('fqn') === fqn)
    .flatMap((declared) => [...(declared.type?.getText() ?? '').matchAll(/__applicationErrorsType\?: (\w+)/g)])
    .map((match) => match[1] ?? '');
  const maturity = values('documentationMaturity')[0];
  return {
    fqn,
    request,
    permissions: values('permissionId'),
    identities: values('applicableIdentity'),
    required: values('requiredField')
      .map((path) => restPath(path, request, types))
      .filter((path) => path !== ''),
    errors: [...new Set(errorTypes)].flatMap((type) => errorCodes(typings.aliases.get(type) ?? fail(`${type} is not declared`))),
    ...(maturity ? { maturity } : {}),
  };
}

/** Turns a path of the function's arguments into one of the REST request: `options.like.entityId` into `like.entityId`. */
function restPath(path: string, request: string, types: Readonly<Record<string, ObjectType>>): string {
  const segments = path.split('.').map(withoutUnderscore);
  for (const candidate of [segments, segments.slice(1)]) {
    let type: FieldType | undefined = { ref: request };
    for (const segment of candidate) {
      type = typeof type === 'object' && 'ref' in type ? types[type.ref]?.fields[segment]?.type : undefined;
    }
    if (type && candidate.length > 0) {
      return candidate.join('.');
    }
  }
  return '';
}

function errorCodes(alias: ts.TypeAliasDeclaration): string[] {
  return [...alias.getText().matchAll(/code\?: '([A-Z0-9_]+)'/g)].map((match) => match[1] ?? '');
}

/** The `…QuerySpec` of an entity: which fields a query may filter and sort by, and with which operators. */
function readQueries(typings: Declarations): Record<string, QuerySpec> {
  const queries: Record<string, QuerySpec> = {};
  for (const [name, declared] of typings.interfaces) {
    if (!name.endsWith('QuerySpec')) {
      continue;
    }
    const fields: Record<string, QuerySpec['fields'][string]> = {};
    for (const entry of literalsOf(member(declared, 'wql'))) {
      for (const field of entry.fields) {
        fields[withoutUnderscore(field)] = { operators: entry.operators, sort: entry.sort };
      }
    }
    const paging = member(declared, 'paging').getText().slice(1, -1);
    queries[name.replace(/QuerySpec$/, '')] = { paging: paging === 'cursor' ? 'cursor' : 'offset', fields: sorted(fields) };
  }
  return queries;
}

interface WqlEntry {
  readonly fields: readonly string[];
  readonly operators: readonly string[];
  readonly sort: QuerySpec['fields'][string]['sort'];
}

function literalsOf(wql: ts.TypeNode): readonly WqlEntry[] {
  if (!ts.isTupleTypeNode(wql)) {
    return fail('a query spec has no tuple of fields');
  }
  return wql.elements.map((element) => {
    const texts = (name: string): string[] =>
      [...member(element, name).getText().matchAll(/'([^']+)'/g)].map((match) => match[1] ?? '');
    const sort = texts('sort')[0];
    return {
      fields: texts('fields'),
      operators: texts('operators'),
      sort: sort === 'ASC' || sort === 'DESC' || sort === 'BOTH' ? sort : 'NONE',
    };
  });
}

function member(of: ts.Node, name: string): ts.TypeNode {
  const members = ts.isInterfaceDeclaration(of) || ts.isTypeLiteralNode(of) ? of.members : undefined;
  const found = members?.find((candidate) => candidate.name?.getText() === name);
  return found && ts.isPropertySignature(found) && found.type ? found.type : fail(`a query spec has no ${name}`);
}

function tagsOf(node: ts.Node): ReadonlyMap<string, string> {
  return new Map(ts.getJSDocTags(node).map(({ tagName, comment }) => [tagName.text, commentText(comment)]));
}

function commentText(comment: ts.JSDocTag['comment']): string {
  return (ts.getTextOfJSDocComment(comment) ?? '').trim();
}

function withoutUnderscore(name: string): string {
  return /^_(id|createdDate|updatedDate)$/.test(name) ? name.slice(1) : name;
}

function nameOf(node: ts.TypeNode | undefined): string {
  return node && ts.isTypeReferenceNode(node) ? node.typeName.getText() : fail(`a request or response is not a named type`);
}

function sorted<T>(record: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function withoutUndefined<T extends object>(record: T): { [K in keyof T]?: NonNullable<T[K]> } {
  const result: { [K in keyof T]?: NonNullable<T[K]> } = {};
  for (const key in record) {
    const value = record[key];
    if (value !== undefined && value !== null) {
      result[key] = value;
    }
  }
  return result;
}

function fail(what: string): never {
  throw new Error(`Failed to read the declarations: ${what}`);
}
