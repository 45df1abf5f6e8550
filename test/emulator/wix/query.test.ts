import { expect, it } from 'vitest';
import {
  extractEqualityValues,
  type Queryable,
  runQuery,
  getValuesAtPath,
} from '../../../emulator/wix/core/query/run-query.ts';
import { QueryError } from '../../../emulator/wix/core/query/operators.ts';

const ANY = { operators: ['*'], sort: 'BOTH' } as const;
const QUERYABLE: Queryable = {
  fields: Object.fromEntries(
    ['name', 'age', 'tags', 'mails.mail', 'born'].map((field) => [
      field,
      { ...ANY, operators: ['*'] },
    ]),
  ),
  caseInsensitive: new Set(['mails.mail']),
  defaultLimit: 50,
  maxLimit: 100,
};
const PEOPLE = [
  {
    name: 'Ann',
    age: 9,
    tags: ['a', 'b'],
    mails: { items: [{ mail: 'A@x.org' }, { mail: 'b@x.org' }] },
    born: '2017-01-01T00:00:00Z',
  },
  { name: 'Bob', age: 10, tags: [], born: '2016-01-01T02:00:00+02:00' },
  { name: 'Cleo', tags: ['b'] },
];

function find(filter: unknown, sort: { fieldName: string; order?: string }[] = []) {
  return runQuery(PEOPLE, { filter, sort }, QUERYABLE).items.map(({ name }) => name);
}

it.each([
  [{}, ['Ann', 'Bob', 'Cleo']],
  [{ name: { $eq: 'Ann' } }, ['Ann']],
  [{ name: { $ne: 'Ann' } }, ['Bob', 'Cleo']],
  [{ name: { $in: ['Ann', 'Cleo'] } }, ['Ann', 'Cleo']],
  [{ name: { $nin: ['Ann', 'Cleo'] } }, ['Bob']],
  [{ name: { $endsWith: 'o' } }, ['Cleo']],
  [{ name: { $contains: 'n' } }, ['Ann']],
  [{ name: { $contains: 'N' } }, ['Ann']],
  [{ name: { $startsWith: 'CL' } }, ['Cleo']],
  [{ name: { $eq: 'ann' } }, []],
  [{ age: { $gt: 9 } }, ['Bob']],
  [{ age: { $gte: 9, $lt: 10 } }, ['Ann']],
  [{ age: { $lte: 10 } }, ['Ann', 'Bob']],
  [{ age: { $gt: '9' } }, []],
  [{ age: { $ne: 9 } }, ['Bob', 'Cleo']],
  [{ age: { $exists: true } }, ['Ann', 'Bob']],
  [{ age: null }, ['Cleo']],
  [{ tags: { $exists: false } }, ['Bob']],
  [{ tags: 'b' }, ['Ann', 'Cleo']],
  [{ tags: { $hasSome: ['a', 'z'] } }, ['Ann']],
  [{ tags: { $hasAll: ['a', 'b'] } }, ['Ann']],
  [{ 'mails.mail': 'a@X.org' }, ['Ann']],
  [{ 'mails.mail': { $startsWith: 'B@' } }, ['Ann']],
  [{ born: '2017-01-01T01:00:00+01:00' }, ['Ann']],
  [{ born: { $lt: '2016-06-01T00:00:00Z' } }, ['Bob']],
  [{ $and: [{ tags: 'b' }, { age: 9 }] }, ['Ann']],
  [{ $or: [{ name: 'Bob' }, { age: 9 }] }, ['Ann', 'Bob']],
  [{ $or: [] }, []],
  [{ $not: [{ tags: 'b' }] }, ['Bob']],
  [{ $not: { $and: [{ tags: 'b' }, { age: 9 }] } }, ['Bob', 'Cleo']],
])('%j finds %j', (filter, expected) => {
  expect(find(filter)).toEqual(expected);
});

it('sorts by several fields, and documents without a field come last', () => {
  expect(find({}, [{ fieldName: 'age' }])).toEqual(['Ann', 'Bob', 'Cleo']);
  expect(find({}, [{ fieldName: 'age', order: 'DESC' }])).toEqual(['Bob', 'Ann', 'Cleo']);
  expect(find({}, [{ fieldName: 'born', order: 'ASC' }])).toEqual(['Bob', 'Ann', 'Cleo']);
  expect(
    find({ tags: 'b' }, [{ fieldName: 'tags' }, { fieldName: 'name', order: 'DESC' }]),
  ).toEqual(['Ann', 'Cleo']);
});

it.each([
  [{ toString: 'a' }, 'UNSUPPORTED_FILTER_FIELD_UNKNOWN'],
  [{ 'mails.items': 'a' }, 'UNSUPPORTED_FILTER_FIELD_UNKNOWN'],
  [{ name: { $eq: 'a', other: 1 } }, 'UNSUPPORTED_FILTER_OPERATOR'],
  [{ name: { $toString: 1 } }, 'UNSUPPORTED_FILTER_OPERATOR'],
  [{ $or: { name: 'a' } }, 'UNSUPPORTED_FILTER_VALUE_TYPE'],
  ['name', 'MALFORMED_FILTER'],
  [['name'], 'MALFORMED_FILTER'],
])('refuses %j with %s', (filter, code) => {
  let refused: unknown;
  try {
    find(filter);
  } catch (error) {
    refused = error;
  }
  expect(refused).toBeInstanceOf(QueryError);
  expect(refused).toHaveProperty('code', code);
});

it.each([
  [{ name: 'Ann' }, ['Ann']],
  [{ name: { $in: ['Ann', 'Bob'] }, age: 1 }, ['Ann', 'Bob']],
  [{ $and: [{ age: 1 }, { name: { $eq: 'Ann' } }] }, ['Ann']],
  [{ name: { $in: [] } }, []],
  [{ name: { $in: ['Ann', 1] } }, undefined],
  [{ name: { $startsWith: 'A' } }, undefined],
  [{ name: null }, undefined],
  [{ $or: [{ name: 'Ann' }] }, undefined],
  [{ $not: { name: 'Ann' } }, undefined],
  ['name', undefined],
])('extracts the values that %j requires of the field name: %j', (filter, values) => {
  expect(extractEqualityValues(filter, 'name')).toEqual(values);
});

it('reads values in lists and in Wix’s wrappers', () => {
  expect(getValuesAtPath(PEOPLE[0], 'mails.mail')).toEqual(['A@x.org', 'b@x.org']);
  expect(getValuesAtPath(PEOPLE[0], 'tags')).toEqual(['a', 'b']);
  expect(getValuesAtPath(PEOPLE[0], 'name.first')).toEqual([]);
  expect(getValuesAtPath({ a: null }, 'a')).toEqual([]);
});
