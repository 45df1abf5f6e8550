// Reads the fields, operators and sort orders of queries from a package's `…QuerySpec`.
import ts from 'typescript';
import type { QuerySpec } from '../wix/rules/rules.ts';
import { type Declarations, fail, sortKeys, withoutUnderscore } from './declarations.ts';

/** Reads each entity's `…QuerySpec`: the fields that a query may filter and sort by, and their operators. */
export function readQueries(typings: Declarations): Record<string, QuerySpec> {
  const queries: Record<string, QuerySpec> = {};
  for (const [name, declared] of typings.interfaces) {
    if (!name.endsWith('QuerySpec')) {
      continue;
    }
    const fields: Record<string, QuerySpec['fields'][string]> = {};
    for (const entry of readEntries(getMember(declared, 'wql'))) {
      for (const field of entry.fields) {
        fields[withoutUnderscore(field)] = { operators: entry.operators, sort: entry.sort };
      }
    }
    const paging = getMember(declared, 'paging').getText().slice(1, -1);
    queries[name.replace(/QuerySpec$/, '')] = {
      paging: paging === 'cursor' ? 'cursor' : 'offset',
      fields: sortKeys(fields),
    };
  }
  return queries;
}

interface WqlEntry {
  readonly fields: readonly string[];
  readonly operators: string[];
  readonly sort: QuerySpec['fields'][string]['sort'];
}

function readEntries(wql: ts.TypeNode): readonly WqlEntry[] {
  if (!ts.isTupleTypeNode(wql)) {
    return fail('a query spec has no tuple of fields');
  }
  return wql.elements.map((element) => {
    const texts = (name: string): string[] =>
      [
        ...getMember(element, name)
          .getText()
          .matchAll(/'([^']+)'/g),
      ].map((match) => match[1] ?? '');
    const sort = texts('sort')[0];
    return {
      fields: texts('fields'),
      operators: texts('operators'),
      sort: sort === 'ASC' || sort === 'DESC' || sort === 'BOTH' ? sort : 'NONE',
    };
  });
}

function getMember(of: ts.Node, name: string): ts.TypeNode {
  const members =
    ts.isInterfaceDeclaration(of) || ts.isTypeLiteralNode(of) ? of.members : undefined;
  const found = members?.find((candidate) => candidate.name?.getText() === name);
  return found && ts.isPropertySignature(found) && found.type
    ? found.type
    : fail(`a query spec has no ${name}`);
}
