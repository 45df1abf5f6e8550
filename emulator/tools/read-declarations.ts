// Reads the type declarations of one @wix/auto_sdk package into rules. Leaves out prose, events and types no method reaches.
import ts from 'typescript';
import type { Enum, FieldType, Method, ObjectType, Rules } from '../wix/rules/rules.ts';
import {
  commentText,
  type Declarations,
  declarationsOf,
  fail,
  sorted,
  tagsOf,
  withoutUnderscore,
} from './declarations.ts';
import { readInterface } from './read-fields.ts';
import { readQueries } from './read-queries.ts';

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
    const method = readMethod(name, requestType, types, typings);
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

/** The entity's name on the wire. It stands once for each call in the code, always the same. */
function entityFqdnOf(code: string): string {
  const names = new Set(
    [...code.matchAll(/entityFqdn: "([^"]+)"/g)].map((match) => match[1] ?? ''),
  );
  return names.size === 1 ? [...names].join('') : fail(`the package names ${names.size} entities`);
}

function metaTypeArguments(declared: ts.FunctionDeclaration): readonly ts.TypeNode[] {
  return declared.type && ts.isTypeReferenceNode(declared.type)
    ? (declared.type.typeArguments ?? [])
    : [];
}

/** What `index.typings.d.mts` says of a method: its name on the wire, who may call it, what it requires, how it refuses. */
function readMethod(
  name: string,
  request: string,
  types: Readonly<Record<string, ObjectType>>,
  typings: Declarations,
): Omit<Method, 'response'> {
  const doc =
    typings.functions.find((declared) => declared.name?.text === name) ??
    fail(`${name} is not in the typings`);
  const values = (tag: string): string[] =>
    ts
      .getJSDocTags(doc)
      .filter(({ tagName }) => tagName.text === tag)
      .map(({ comment }) => commentText(comment));
  const fqn = values('fqn')[0] ?? fail(`${name} has no fqn`);
  // A query has two functions of one fqn: the builder, and the hidden one that names the errors.
  const errorTypes = typings.functions
    .filter((declared) => tagsOf(declared).get('fqn') === fqn)
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
      .map((path) => restPath(path, request, types))
      .filter((path) => path !== ''),
    errors: [...new Set(errorTypes)].flatMap((type) =>
      errorCodes(typings.aliases.get(type) ?? fail(`${type} is not declared`)),
    ),
    ...(maturity ? { maturity } : {}),
  };
}

/** Turns a path of the function's arguments into one of the REST request: `options.like.entityId` into `like.entityId`. */
function restPath(
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

function errorCodes(alias: ts.TypeAliasDeclaration): string[] {
  return [...alias.getText().matchAll(/code\?: '([A-Z0-9_]+)'/g)].map((match) => match[1] ?? '');
}

function nameOf(node: ts.TypeNode | undefined): string {
  return node && ts.isTypeReferenceNode(node)
    ? node.typeName.getText()
    : fail(`a request or response is not a named type`);
}
