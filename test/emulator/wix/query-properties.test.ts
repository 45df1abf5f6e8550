import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Queryable, runQuery } from '../../../emulator/wix/core/query/run-query.ts';

// Compares the query language with a model that is as simple as possible, over random documents and filters.

interface Doc {
  readonly id: number;
  readonly age?: number | null;
  readonly name?: string;
  readonly tags: readonly string[];
}
type Field = 'age' | 'name' | 'tags';

const FIELDS: Queryable = {
  fields: Object.fromEntries(
    ['age', 'name', 'tags'].map((field) => [field, { operators: ['*'], sort: 'BOTH' as const }]),
  ),
  caseInsensitive: new Set(),
  defaultLimit: 50,
  maxLimit: 100,
};

/** Few values, so that filters match some documents and miss others. */
const word = fc.constantFrom('', 'a', 'A', 'ab', 'Ba', 'é');
const age = fc.integer({ min: -2, max: 2 });
const scalar = fc.oneof(word, age);
const documents = fc
  .array(
    fc.record(
      { age: fc.option(age), name: word, tags: fc.array(word, { maxLength: 3 }) },
      { requiredKeys: ['tags'] },
    ),
    { maxLength: 8 },
  )
  .map((list) => list.map((doc, id): Doc => ({ id, ...doc })));

type Operator = readonly [operator: string, operand: unknown];
const operator: fc.Arbitrary<Operator> = fc.oneof(
  fc.tuple(fc.constantFrom('$eq', '$ne'), fc.option(scalar)),
  fc.tuple(fc.constantFrom('$gt', '$gte', '$lt', '$lte'), scalar),
  fc.tuple(
    fc.constantFrom('$in', '$nin', '$hasSome', '$hasAll'),
    fc.array(scalar, { maxLength: 3 }),
  ),
  fc.tuple(fc.constantFrom('$startsWith', '$endsWith', '$contains'), word),
  fc.tuple(fc.constant('$exists'), fc.boolean()),
);

/** A filter as a tree, from which both the query and the model are made. */
type Tree =
  | { readonly kind: 'field'; readonly field: Field; readonly operator: Operator }
  | { readonly kind: '$and' | '$or' | '$not'; readonly parts: readonly Tree[] };

const { tree } = fc.letrec<{ tree: Tree; leaf: Tree }>((tie) => ({
  leaf: fc.record({
    kind: fc.constant('field' as const),
    field: fc.constantFrom<Field>('age', 'name', 'tags'),
    operator,
  }),
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    tie('leaf'),
    fc.record({
      kind: fc.constantFrom('$and' as const, '$or' as const, '$not' as const),
      parts: fc.array(tie('tree'), { maxLength: 3 }),
    }),
  ),
}));

function toFilter(node: Tree): object {
  return node.kind === 'field'
    ? { [node.field]: { [node.operator[0]]: node.operator[1] } }
    : { [node.kind]: node.parts.map(toFilter) };
}

/** The values of a field: none if it is absent or null, several if it is a list. */
function valuesOf(doc: Doc, field: Field): readonly unknown[] {
  const value: unknown = doc[field];
  if (value === undefined || value === null) {
    return [];
  }
  return Array.isArray(value) ? value : [value];
}

function isBetween(value: unknown, operand: unknown, name: string): boolean {
  if (typeof value !== typeof operand) {
    return false;
  }
  const [a, b] = [value, operand].map((side) => (typeof side === 'number' ? side : String(side)));
  if (a === undefined || b === undefined) {
    return false;
  }
  return { $gt: a > b, $gte: a >= b, $lt: a < b, $lte: a <= b }[name] === true;
}

function modelOperator(values: readonly unknown[], [name, operand]: Operator): boolean {
  const list: readonly unknown[] = Array.isArray(operand) ? operand : [];
  const text = String(operand).toLowerCase();
  const isText = (test: (lower: string) => boolean) =>
    values.some((value) => typeof value === 'string' && test(value.toLowerCase()));
  switch (name) {
    case '$eq':
      return operand === null ? values.length === 0 : values.includes(operand);
    case '$ne':
      return !modelOperator(values, ['$eq', operand]);
    case '$in':
    case '$hasSome':
      return values.some((value) => list.includes(value));
    case '$nin':
      return !values.some((value) => list.includes(value));
    case '$hasAll':
      return list.every((value) => values.includes(value));
    case '$startsWith':
      return isText((lower) => lower.startsWith(text));
    case '$endsWith':
      return isText((lower) => lower.endsWith(text));
    case '$contains':
      return isText((lower) => lower.includes(text));
    case '$exists':
      return values.length > 0 === operand;
    default:
      return values.some((value) => isBetween(value, operand, name));
  }
}

function model(doc: Doc, node: Tree): boolean {
  switch (node.kind) {
    case 'field':
      return modelOperator(valuesOf(doc, node.field), node.operator);
    case '$and':
      return node.parts.every((part) => model(doc, part));
    case '$or':
      return node.parts.some((part) => model(doc, part));
    case '$not':
      return !node.parts.every((part) => model(doc, part));
  }
}

const RUNS = { numRuns: 200 };

it('finds what the model finds, in the order of the documents', () => {
  fc.assert(
    fc.property(documents, tree, (docs, node) => {
      const { items, metadata } = runQuery(docs, { filter: toFilter(node) }, FIELDS);
      const expected = docs.filter((doc) => model(doc, node));
      expect(items).toEqual(expected);
      expect(metadata.total).toBe(expected.length);
    }),
    RUNS,
  );
});

it('the pages of a sorted query are the sorted list, without loss or repeat', () => {
  const direction = fc.constantFrom('ASC', 'DESC');
  const size = fc.integer({ min: 1, max: 4 });
  fc.assert(
    fc.property(documents, direction, size, (docs, order, limit) => {
      const sort = [{ fieldName: 'age', order }];
      const pages = Array.from(
        { length: Math.ceil(docs.length / limit) },
        (_, page) =>
          runQuery(docs, { sort, paging: { limit, offset: page * limit } }, FIELDS).items,
      );
      const sign = order === 'ASC' ? 1 : -1;
      const withAge = docs.filter((doc) => typeof doc.age === 'number');
      const rest = docs.filter((doc) => typeof doc.age !== 'number');
      const sorted = withAge.toSorted(
        (a, b) => sign * ((a.age ?? 0) - (b.age ?? 0)) || a.id - b.id,
      );
      expect(pages.flat()).toEqual([...sorted, ...rest]);
    }),
    RUNS,
  );
});
