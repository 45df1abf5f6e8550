import { messages as inbox } from '@wix/inbox';
import { members as wixMembers } from '@wix/members';
import { expect, it, onTestFinished } from 'vitest';
import { installContexts } from '../../../emulator/backend/install-contexts.ts';
import { runInContext } from '../../../emulator/backend/request-context.ts';
import type { WixRequest } from '../../../emulator/wix/core/http.ts';
import { decodeSearchParams } from '../../../emulator/wix/core/search-params.ts';
import { loadRules } from '../../../emulator/wix/rules/rules.ts';

const messages = loadRules('inbox-messages');
const members = loadRules('members');
const ID = '00000000-0000-4000-8000-000000000001';

it('decodes the URLs that Wix’s packages write', async () => {
  onTestFinished(installContexts());
  const written: URLSearchParams[] = [];
  const answer = ({ path }: WixRequest) => {
    written.push(new URL(path, 'http://wix').searchParams);
    return { status: 200, headers: { 'content-type': 'application/json' }, body: '{}' };
  };
  const options = { paging: { limit: 10, cursor: 'grüße' }, sorting: { order: 'ASC' } } as const;
  await runInContext(
    { token: 'visitor', elevatedToken: 'app', handleRequest: answer },
    async () => {
      await inbox.listMessages(ID, 'BUSINESS');
      await inbox.listMessages(ID, 'BUSINESS', options);
      await wixMembers.getMember(ID, { fieldsets: ['PUBLIC', 'FULL'] });
    },
  );
  const [plain, whole, repeated] = written;
  const decode = (query = new URLSearchParams()) =>
    decodeSearchParams(messages, 'ListMessagesRequest', query);
  expect(whole?.has('.r')).toBe(true);
  expect(decode(plain)).toEqual({ conversationId: ID, visibility: 'BUSINESS' });
  expect(decode(whole)).toEqual({ conversationId: ID, visibility: 'BUSINESS', ...options });
  expect(
    decodeSearchParams(members, 'GetMemberRequest', repeated ?? new URLSearchParams()),
  ).toEqual({
    id: ID,
    fieldsets: ['PUBLIC', 'FULL'],
  });
});

it('decodes dotted keys as nested objects', () => {
  const query = new URLSearchParams(
    'conversationId=1&paging.limit=10&paging.cursor=a&sorting.order=ASC',
  );
  expect(decodeSearchParams(messages, 'ListMessagesRequest', query)).toEqual({
    conversationId: '1',
    paging: { limit: 10, cursor: 'a' },
    sorting: { order: 'ASC' },
  });
});

it('decodes a repeated key as a list, and a single key too if the rules declare a list', () => {
  const decode = (query: string) =>
    decodeSearchParams(members, 'GetMemberRequest', new URLSearchParams(query));
  expect(decode('id=1&fieldsets=PUBLIC&fieldsets=FULL')).toEqual({
    id: '1',
    fieldsets: ['PUBLIC', 'FULL'],
  });
  expect(decode('fieldsets=FULL')).toEqual({ fieldsets: ['FULL'] });
});

it('keeps a value of the wrong type as text, so that validation refuses it', () => {
  const query = new URLSearchParams('paging.limit=ten');
  expect(decodeSearchParams(messages, 'ListMessagesRequest', query)).toEqual({
    paging: { limit: 'ten' },
  });
});

it('ignores keys that reach prototypes', () => {
  const decoded = decodeSearchParams(
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
      decodeSearchParams(messages, 'ListMessagesRequest', new URLSearchParams({ '.r': text })),
    ).toThrow('.r is not a JSON object');
  },
);
