import { expect, it } from 'vitest';
import { MESSAGES, openInbox } from '../../support/emulator/wix/inbox/open-inbox.ts';
import { APP, UNKNOWN_ID } from '../../support/emulator/wix/open-wix.ts';

const CAMEL = {
  content: { basic: { items: [{ text: 'hello' }] } },
  direction: 'PARTICIPANT_TO_BUSINESS',
  visibility: 'BUSINESS',
  sourceChannel: 'CHAT',
};
const { sourceChannel, ...WITHOUT_CHANNEL } = CAMEL;

it.each<[what: string, request: (id: string) => object, field: string]>([
  ['a name', (id) => ({ conversation_id: id, message: CAMEL }), 'conversation_id'],
  [
    'a name in an object',
    (id) => ({
      conversationId: id,
      message: { ...WITHOUT_CHANNEL, source_channel: sourceChannel },
    }),
    'message.source_channel',
  ],
  [
    'an enum value as a number',
    (id) => ({ conversationId: id, message: { ...CAMEL, visibility: 2 } }),
    'message.visibility',
  ],
])('accepts %s of Protocol Buffers, or refuses it and names it', async (_, request, field) => {
  const { call, conversationOf, wix } = await openInbox();
  const body = request(await conversationOf({ anonymousVisitorId: UNKNOWN_ID }));
  const accepted = await call<{ message: object }>(APP, 'POST', MESSAGES, body);
  expect(accepted).toMatchObject({ status: 200, json: { message: CAMEL } });

  wix.setAssumptions({ protoJson: 'refused' });
  const refused = await call<{ message: string }>(APP, 'POST', MESSAGES, body);
  expect(refused.status).toBe(400);
  expect(refused.json.message).toMatch(new RegExp(`(^|, )${field} is not `));
  const fields = wix.requests
    .list()
    .at(-1)
    ?.violations?.map((violation) => violation.field);
  expect(fields).toContain(field);
});

it('accepts a number as text, or refuses it and names it', async () => {
  const { call, conversationOf, wix } = await openInbox();
  const conversationId = await conversationOf({ anonymousVisitorId: UNKNOWN_ID });
  const path = `/contacts/v4/contacts/query`;
  const body = { query: { paging: { limit: '1' } } };
  expect(await call(APP, 'POST', path, body)).toMatchObject({ status: 200 });
  expect(await call(APP, 'POST', path, { query: { paging: { limit: '1x' } } })).toMatchObject({
    status: 400,
    json: { message: 'query.paging.limit is a string, expected number' },
  });
  const query = `?conversation_id=${conversationId}&visibility=BUSINESS_AND_PARTICIPANT&paging.limit=2`;
  expect((await call(APP, 'GET', MESSAGES + query)).status).toBe(200);

  wix.setAssumptions({ protoJson: 'refused' });
  const refused = await call<{ message: string }>(APP, 'POST', path, body);
  expect(refused.status).toBe(400);
  expect(refused.json.message).toBe('query.paging.limit is a string, expected number');
  const listed = await call<{ message: string }>(APP, 'GET', MESSAGES + query);
  expect(listed.status).toBe(400);
  expect(listed.json.message).toContain('conversation_id is not a name in JSON');
});

it.each(['accepted', 'refused'] as const)(
  'refuses a field that is received under both names (%s)',
  async (protoJson) => {
    const { call, wix } = await openInbox();
    wix.setAssumptions({ protoJson });
    const both = { conversationId: UNKNOWN_ID, conversation_id: UNKNOWN_ID, message: CAMEL };
    const { status, json } = await call<{ message: string }>(APP, 'POST', MESSAGES, both);
    expect(status).toBe(400);
    expect(json.message).toMatch(/conversation_id is (received twice|not a name in JSON)/);
  },
);

it('reads the names of Wix Data in the same way', async () => {
  const { call, wix } = await openInbox();
  const path = '/wix-data/v2/items/query';
  const body = { data_collection_id: 'Nothing', query: {} };
  const accepted = await call<{ message: string }>(APP, 'POST', path, body);
  expect(accepted.status).not.toBe(501);
  expect(accepted.json.message).not.toContain('data_collection_id');
  wix.setAssumptions({ protoJson: 'refused' });
  const refused = await call<{ message: string }>(APP, 'POST', path, body);
  expect(refused).toMatchObject({ status: 400 });
  expect(refused.json.message).toContain('data_collection_id is not a name in JSON');
});
