// Reads the type declarations of an @wix/auto_sdk package into rules. Skips descriptions and unused types.
import ts from 'typescript';
import type { Enum, FieldType, Method, ObjectType, Rules } from '../wix/rules/rules.ts';
import {
  toCommentText,
  type Declarations,
  parseDeclarations,
  fail,
  sortKeys,
  readTags,
  withoutUnderscore,
} from './declarations.ts';
import { readInterface } from './read-fields.ts';
import { readQueries } from './read-queries.ts';

/** The text of the three files of a package that contain its contract. */
export interface PackageFiles {
  readonly name: string;
  readonly version: string;
  /** `build/es/meta.d.mts`: REST types, and one function for each method. */
  readonly metaTypings: string;
  /** `build/es/meta.mjs`: the full names of methods and entity on the wire. */
  readonly metaCode: string;
  /** `build/es/index.typings.d.mts`: permissions, required arguments, error codes, query specs. */
  readonly typings: string;
}

/**
 * Reads a package's methods, and every type that their requests and responses use.
 * @throws {Error} on a declaration that the reader does not support; nothing is left out silently
 */
export function readDeclarations(files: PackageFiles): Rules {
  const meta = parseDeclarations('meta.d.mts', files.metaTypings);
  const typings = parseDeclarations('index.typings.d.mts', files.typings);
  const types: Record<string, ObjectType> = {};
  const enums: Record<string, Enum> = {};

  function collectType(type: FieldType): void {
    if (typeof type === 'string') {
      return;
    }
    if ('array' in type) {
      collectType(type.array);
    } else if ('map' in type) {
      collectType(type.map);
    } else if ('enum' in type) {
      enums[type.enum] ??= meta.enums.get(type.enum) ?? fail(`enum ${type.enum} is not declared`);
    } else if (!types[type.ref]) {
      const read = readInterface(type.ref, meta);
      types[type.ref] = read;
      for (const field of Object.values(read.fields)) {
        collectType(field.type);
      }
    }
  }

  const methods: Record<string, Method> = {};
  for (const declared of meta.functions) {
    const name = declared.name?.text ?? fail('a method has no name');
    const [, , , request, , response] = readMetaTypeArguments(declared);
    const requestType = readTypeName(request);
    const responseType = readTypeName(response);
    collectType({ ref: requestType });
    collectType({ ref: responseType });
    const isPublic = typings.functions.some((it) => it.name?.text === name);
    const method = isPublic
      ? readMethod(name, requestType, types, typings)
      : readInternalMethod(name, requestType, files.metaCode);
    if (!files.metaCode.includes(`methodFqn: "${method.fqn}"`)) {
      fail(`${name}: declared method ${method.fqn} is not used by the package's code`);
    }
    methods[name] = { ...method, response: responseType };
  }
  return {
    package: files.name,
    version: files.version,
    fqdn: readEntityFqdn(files.metaCode),
    methods: sortKeys(methods),
    events: readEvents(typings),
    types: sortKeys(types),
    enums: sortKeys(enums),
    queries: readQueries(typings),
  };
}

/** Reads the events of the package: their types, and the permission scopes of which an app needs one to receive it. */
function readEvents(typings: Declarations): Record<string, readonly string[]> {
  const events = typings.functions.flatMap((declared) => {
    const type = readTags(declared).get('eventType');
    return type === undefined ? [] : [[type, readValues(declared, 'permissionScopeId')] as const];
  });
  return sortKeys(Object.fromEntries(events));
}

/** Returns the text of each JSDoc tag with a name. */
function readValues(declared: ts.Node, tag: string): string[] {
  return ts
    .getJSDocTags(declared)
    .filter(({ tagName }) => tagName.text === tag)
    .map(({ comment }) => toCommentText(comment));
}

/** Reads the entity's name on the wire, which the code repeats for each method. */
function readEntityFqdn(code: string): string {
  const names = new Set(
    [...code.matchAll(/entityFqdn: "([^"]+)"/g)].map((match) => match[1] ?? ''),
  );
  return names.size === 1 ? [...names].join('') : fail(`the package has ${names.size} entities`);
}

function readMetaTypeArguments(declared: ts.FunctionDeclaration): readonly ts.TypeNode[] {
  return declared.type && ts.isTypeReferenceNode(declared.type)
    ? (declared.type.typeArguments ?? [])
    : [];
}

/** Reads a method from `index.typings.d.mts`: full name, permissions, identities, required fields and error codes. */
function readMethod(
  name: string,
  request: string,
  types: Readonly<Record<string, ObjectType>>,
  typings: Declarations,
): Omit<Method, 'response'> {
  const doc =
    typings.functions.find((declared) => declared.name?.text === name) ??
    fail(`${name} is not in the typings`);
  const values = (tag: string): string[] => readValues(doc, tag);
  const fqn = values('fqn')[0] ?? fail(`${name} has no fqn`);
  // A query has two functions with the same fqn: the query builder, and a hidden one that declares the errors.
  const errorTypes = typings.functions
    .filter((declared) => readTags(declared).get('fqn') === fqn)
    .flatMap((declared) => [
      ...(declared.type?.getText() ?? '').matchAll(/__applicationErrorsType\?: (\w+)/g),
    ])
    .map((match) => match[1] ?? '');
  const maturity = values('documentationMaturity')[0];
  return {
    fqn,
    request,
    permissions: values('permissionId'),
    identities: values('applicableIdentity'),
    required: values('requiredField')
      .map((path) => toRestPath(path, request, types))
      .filter((path) => path !== ''),
    errors: [...new Set(errorTypes)].flatMap((type) =>
      readErrorCodes(typings.aliases.get(type) ?? fail(`${type} is not declared`)),
    ),
    ...(maturity ? { maturity } : {}),
  };
}

/** Reads a method that the package describes in `meta` and does not export: its full name, from the code. */
function readInternalMethod(
  name: string,
  request: string,
  metaCode: string,
): Omit<Method, 'response'> {
  const [, code = ''] = metaCode.split(`\nfunction ${name}(`);
  const fqn = /methodFqn: "([^"]+)"/.exec(code)?.[1] ?? fail(`${name} has no fqn`);
  return { fqn, request, permissions: [], identities: [], required: [], errors: [] };
}

/** Converts a path of the function's arguments to a path of the REST request: `options.like.entityId` to `like.entityId`. */
function toRestPath(
  path: string,
  request: string,
  types: Readonly<Record<string, ObjectType>>,
): string {
  const segments = path.split('.').map(withoutUnderscore);
  for (const candidate of [segments, segments.slice(1)]) {
    let type: FieldType | undefined = { ref: request };
    for (const segment of candidate) {
      type =
        typeof type === 'object' && 'ref' in type
          ? types[type.ref]?.fields[segment]?.type
          : undefined;
    }
    if (type && candidate.length > 0) {
      return candidate.join('.');
    }
  }
  return '';
}

function readErrorCodes(alias: ts.TypeAliasDeclaration): string[] {
  return [...alias.getText().matchAll(/code\?: '([A-Z0-9_]+)'/g)].map((match) => match[1] ?? '');
}

function readTypeName(node: ts.TypeNode | undefined): string {
  return node && ts.isTypeReferenceNode(node)
    ? node.typeName.getText()
    : fail(`a request or response is not a named type`);
}
