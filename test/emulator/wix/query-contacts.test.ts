import { expect, it } from 'vitest';
import { insertContact } from '../../../emulator/wix/contacts/contacts.ts';
import type { AssumptionsInput } from '../../../emulator/wix/core/assumptions.ts';
import { APP, errorCodeOf, openWix } from '../../support/emulator/wix/open-wix.ts';

const PATH = '/contacts/v4/contacts/query';

async function setup(assumptions: AssumptionsInput = {}) {
  const { wix, runAsWix, call } = openWix(assumptions);
  const people = [
    {
      name: { first: 'Ann', last: 'Lee' },
      emails: { items: [{ email: 'ann@example.com' }, { email: 'work@example.com' }] },
      labelKeys: { items: ['custom.a', 'custom.b'] },
    },
    {
      name: { first: 'Bob', last: 'Lee' },
      emails: { items: [{ email: 'Bob@example.com' }] },
      phones: { items: [{ phone: '054-1' }] },
      company: 'Acme',
      labelKeys: { items: ['custom.a'] },
    },
    { name: { first: 'Cleo' }, phones: { items: [{ phone: '+1 (2)' }] }, birthdate: '1990-05-01' },
  ];
  const ids: string[] = [];
  for (const info of people) {
    ids.push(
      (await runAsWix((context) => insertContact(context, info, { sourceType: 'ADMIN' }))).id,
    );
    wix.clock.advance(1000);
  }
  async function query(input: object) {
    const { status, json } = await call<{
      contacts?: readonly {
        readonly id: string;
        readonly info: { readonly name: { readonly first: string } };
      }[];
      pagingMetadata?: object;
    }>(APP, 'POST', PATH, { query: input });
    return {
      status,
      json,
      names: json.contacts?.map(({ info }) => info.name.first),
      metadata: json.pagingMetadata,
    };
  }
  return { ids, query, call, created: wix.clock.now() };
}

it('returns all contacts, oldest first, with Wix’s paging metadata', async () => {
  const { query } = await setup();
  const { names, metadata } = await query({});
  expect(names).toEqual(['Ann', 'Bob', 'Cleo']);
  expect(metadata).toEqual({ count: 3, offset: 0, total: 3, tooManyToCount: false });
});

it.each([
  [{ 'primaryInfo.email': 'ann@example.com' }, ['Ann']],
  [{ 'primaryInfo.email': 'BOB@EXAMPLE.COM' }, ['Bob']],
  [{ 'primaryInfo.email': 'work@example.com' }, []],
  [{ 'info.emails.email': 'work@example.com' }, ['Ann']],
  [{ 'info.emails.email': { $in: ['work@example.com', 'bob@example.com'] } }, ['Ann', 'Bob']],
  [{ 'primaryInfo.email': { $startsWith: 'bo' } }, ['Bob']],
  [{ 'primaryInfo.email': { $exists: false } }, ['Cleo']],
  [{ 'primaryInfo.email': null }, ['Cleo']],
  [{ 'primaryInfo.phone': '054-1' }, ['Bob']],
  [{ 'primaryInfo.phone': '0541' }, []],
  [{ 'info.name.last': 'Lee', 'info.name.first': { $ne: 'Ann' } }, ['Bob']],
  [{ 'info.name.last': 'lee' }, []],
  [{ 'info.company': { $in: [] } }, []],
  [{ 'info.labelKeys': { $hasAll: ['custom.a', 'custom.b'] } }, ['Ann']],
  [{ 'info.labelKeys': { $hasSome: ['custom.a', 'none'] } }, ['Ann', 'Bob']],
  [{ 'info.birthdate': { $lt: '2000-01-01', $gte: '1990-05-01' } }, ['Cleo']],
  [{ $or: [{ 'info.name.first': 'Ann' }, { 'info.company': 'Acme' }] }, ['Ann', 'Bob']],
  [{ $not: { 'info.name.last': 'Lee' } }, ['Cleo']],
  [
    {
      $and: [
        { 'primaryInfo.email': { $in: ['ann@example.com', 'bob@example.com'] } },
        { 'info.company': 'Acme' },
      ],
    },
    ['Bob'],
  ],
])('filters by %j', async (filter, expected) => {
  const { query } = await setup();
  expect((await query({ filter })).names).toEqual(expected);
});

it.each([
  ['any-case', 'ann', ['Ann']],
  ['any-case', 'ANN', ['Ann']],
  ['exact-case', 'ann', []],
  ['exact-case', 'An', ['Ann']],
] as const)(
  '$startsWith finds, with the assumption %s, for %s: %j',
  async (startsWith, text, expected) => {
    const { query } = await setup({ startsWith });
    const filter = { 'info.name.first': { $startsWith: text } };
    expect((await query({ filter })).names).toEqual(expected);
  },
);

it('filters by id and by dates of any time zone', async () => {
  const { ids, query, created } = await setup();
  expect((await query({ filter: { id: { $in: [ids[2], ids[0]] } } })).names).toEqual([
    'Ann',
    'Cleo',
  ]);
  const lastSecond = new Date(created.getTime() - 1500 + 2 * 3_600_000)
    .toISOString()
    .replace('Z', '+02:00');
  expect((await query({ filter: { createdDate: { $gt: lastSecond } } })).names).toEqual(['Cleo']);
});

it('sorts and pages', async () => {
  const { query } = await setup();
  const sort = [{ fieldName: 'info.name.first', order: 'DESC' }];
  const { names, metadata } = await query({ sort, paging: { limit: 2, offset: 1 } });
  expect(names).toEqual(['Bob', 'Ann']);
  expect(metadata).toEqual({ count: 2, offset: 1, total: 3, tooManyToCount: false });
});

it('returns the requested field set', async () => {
  const { query } = await setup();
  const { json } = await query({ fieldsets: ['BASIC'], paging: { limit: 1 } });
  expect(Object.keys(json.contacts?.[0] ?? {})).toEqual(['id', 'revision', 'primaryInfo', 'info']);
});

it.each([
  [{ filter: { nickname: 'Ann' } }, 'UNSUPPORTED_FILTER_FIELD_UNKNOWN'],
  [{ filter: { constructor: 'Ann' } }, undefined],
  [{ filter: { 'info.name.first': { $contains: 'n' } } }, 'UNSUPPORTED_FILTER_OPERATOR'],
  [{ filter: { 'info.name.first': { $regex: 'n' } } }, 'UNSUPPORTED_FILTER_OPERATOR'],
  [{ filter: { $xor: [] } }, 'UNSUPPORTED_FILTER_OPERATOR'],
  [{ filter: { 'info.name.first': { $in: 'Ann' } } }, 'UNSUPPORTED_FILTER_VALUE_TYPE'],
  [{ filter: { 'info.name.first': { $startsWith: 1 } } }, 'UNSUPPORTED_FILTER_VALUE_TYPE'],
  [{ filter: { 'info.name.first': { first: 'Ann' } } }, 'UNSUPPORTED_FILTER_VALUE_TYPE'],
  [{ filter: { 'primaryInfo.email': { $exists: 'yes' } } }, 'UNSUPPORTED_FILTER_VALUE_TYPE'],
  [{ filter: { $and: ['Ann'] } }, 'MALFORMED_FILTER'],
  [{ sort: [{ fieldName: 'updatedDate' }] }, 'UNSUPPORTED_SORT_FIELD'],
  [{ sort: [{ fieldName: 'info.emails' }] }, 'UNSUPPORTED_SORT_FIELD'],
  [{ paging: { limit: 0 } }, 'ILLEGAL_LIMIT'],
  [{ paging: { limit: 1.5 } }, 'ILLEGAL_LIMIT'],
  [{ paging: { offset: -1 } }, 'ILLEGAL_LIMIT'],
])('refuses %j with %s', async (input, code) => {
  const { query } = await setup();
  const { status, json } = await query(input);
  expect(status).toBe(400);
  expect(errorCodeOf(json)).toBe(code ?? 'INVALID_JSON');
});

it('refuses free-text search, which is not emulated', async () => {
  const { call } = await setup();
  const { status, json } = await call(APP, 'POST', PATH, { search: 'Ann' });
  expect([status, errorCodeOf(json)]).toEqual([501, 'NOT_EMULATED']);
});
