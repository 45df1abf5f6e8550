import { expect, it } from 'vitest';
import { toResponseJson } from '../../../emulator/wix/core/response-json.ts';
import type { Rules } from '../../../emulator/wix/rules/rules.ts';

const RULES: Rules = {
  package: 'test',
  version: '1',
  fqdn: 'test',
  methods: {},
  events: {},
  enums: {},
  queries: {},
  types: {
    Response: {
      fields: {
        name: { type: 'string', nullable: true },
        inner: { type: { ref: 'Response' } },
        list: { type: { array: { ref: 'Response' } } },
        map: { type: { map: { ref: 'Response' } } },
        values: { type: { map: 'any' } },
        data: { type: 'any' },
      },
    },
  },
};

it.each<[response: unknown, json: unknown]>([
  [{ name: 'Ann' }, { name: 'Ann' }],
  [{ name: null }, {}],
  [{ name: undefined }, {}],
  [undefined, {}],
  [{ name: ':null' }, { name: ':null' }],
  [{ inner: { name: null } }, { inner: {} }],
  [{ inner: null, name: 'Ann' }, { name: 'Ann' }],
  [{ list: [{ name: null }, null] }, { list: [{}, null] }],
  [{ map: { a: { name: null }, b: null } }, { map: { a: {} } }],
  [{ other: null, another: { name: null } }, { another: {} }],
  // Free-form values are data: a null in them is a value.
  [{ data: null }, { data: null }],
  [{ data: { a: null, b: [{ c: null }] } }, { data: { a: null, b: [{ c: null }] } }],
  [{ values: { a: null } }, { values: { a: null } }],
])('writes %j as %j', (response, json) => {
  expect(JSON.parse(toResponseJson(RULES, 'Response', response))).toEqual(json);
});
