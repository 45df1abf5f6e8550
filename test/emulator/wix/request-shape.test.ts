import { toURLSearchParams } from '@wix/sdk-runtime/rest-modules';
import { expect, it } from 'vitest';
import { decodeQuery } from '../../../emulator/wix/request-shape.ts';
import { loadRules } from '../../../emulator/wix/rules/rules.ts';

const messages = loadRules('inbox-messages');
const members = loadRules('members');

it.each([true, false])('reads back what the SDK writes into a URL, complex: %s', (complex) => {
  const request = {
    conversationId: '00000000-0000-4000-8000-000000000001',
    visibility: 'BUSINESS',
    paging: { limit: 10, cursor: 'grüße' },
    sorting: { order: 'ASC' },
  };
  expect(decodeQuery(messages, 'ListMessagesRequest', toURLSearchParams(request, complex))).toEqual(
    request,
  );
});

it('reads a repeated key as a list, and a single one too where the rules say so', () => {
  const decode = (query: string) =>
    decodeQuery(members, 'GetMemberRequest', new URLSearchParams(query));
  expect(decode('id=1&fieldsets=PUBLIC&fieldsets=FULL')).toEqual({
    id: '1',
    fieldsets: ['PUBLIC', 'FULL'],
  });
  expect(decode('fieldsets=FULL')).toEqual({ fieldsets: ['FULL'] });
});

it('leaves as text what is not of the declared type, so that the rules refuse it', () => {
  const query = new URLSearchParams('paging.limit=ten');
  expect(decodeQuery(messages, 'ListMessagesRequest', query)).toEqual({ paging: { limit: 'ten' } });
});

it('drops keys that reach prototypes', () => {
  const decoded = decodeQuery(
    messages,
    'ListMessagesRequest',
    new URLSearchParams('__proto__.a=1&constructor=2&x..y=3&visibility=BUSINESS'),
  );
  expect(decoded).toEqual({ visibility: 'BUSINESS' });
  expect({}).not.toHaveProperty('a');
});

it.each(['bm90IGpzb24', 'W10', 'bnVsbA', ''])(
  'refuses a .r that is not a JSON object: %j',
  (text) => {
    expect(() =>
      decodeQuery(messages, 'ListMessagesRequest', new URLSearchParams({ '.r': text })),
    ).toThrow('.r is not a JSON object');
  },
);
