import { expect, it } from 'vitest';
import { APP, errorCodeOf, UNKNOWN_ID, OWNER } from '../../../support/emulator/wix/open-wix.ts';
import {
  MESSAGES,
  minimal,
  openInbox,
  textsOf,
  type MessagePage,
} from '../../../support/emulator/wix/inbox/open-inbox.ts';

const VISITOR = '00000000-0000-4000-8000-000000000001';
const BOTH = 'BUSINESS_AND_PARTICIPANT';

async function setup(count: number) {
  const inbox = await openInbox();
  const conversationId = await inbox.conversationOf({ anonymousVisitorId: VISITOR });
  const other = await inbox.conversationOf({ anonymousVisitorId: UNKNOWN_ID });
  /** Sends a message, every third visible to the participant, and one to another conversation after it. */
  const add = async (number: number): Promise<void> => {
    const visibility = number % 3 === 0 ? BOTH : 'BUSINESS';
    await inbox.send(conversationId, minimal(String(number), { visibility }));
    await inbox.send(other, minimal('not yours', { visibility: BOTH }));
  };
  for (let number = 1; number <= count; number += 1) {
    await add(number);
  }

  /** Lists all pages, and runs `betweenPages` between them. */
  async function listAll(query: object, limit: number, betweenPages = async () => {}) {
    const texts: (string | undefined)[] = [];
    const counts: number[] = [];
    let cursor: string | undefined;
    do {
      const paging = { limit, ...(cursor === undefined ? {} : { cursor }) };
      const { status, json } = await inbox.list(conversationId, { ...query, paging });
      expect(status).toBe(200);
      texts.push(...textsOf(json));
      counts.push(json.pagingMetadata.count);
      cursor = json.pagingMetadata.cursors.next;
      if (cursor !== undefined) {
        await betweenPages();
      }
    } while (cursor !== undefined);
    return { texts, counts };
  }
  return { ...inbox, conversationId, add, listAll };
}

function numbers(from: number, to: number, step = 1): readonly string[] {
  const count = Math.floor((to - from) / step) + 1;
  return Array.from({ length: count }, (_, index) => String(from + index * step));
}

it.each([
  ['BUSINESS', 'ASC', numbers(1, 25)],
  ['BUSINESS', 'DESC', numbers(1, 25).toReversed()],
  [BOTH, 'ASC', numbers(3, 25, 3)],
  [BOTH, 'DESC', numbers(3, 25, 3).toReversed()],
])('pages of %s in order %s contain every message once', async (visibility, order, expected) => {
  const { listAll } = await setup(25);
  const sorting = { fieldName: 'sequence', order };
  for (const limit of [1, 4, 5, 25, 100]) {
    const { texts, counts } = await listAll({ visibility, sorting }, limit);
    expect(texts).toEqual(expected);
    expect(counts.every((count) => count <= limit)).toBe(true);
  }
});

it('GET /messages returns the newest thirty messages by default', async () => {
  const { list, conversationId } = await setup(31);
  const { json } = await list(conversationId);
  expect(textsOf(json)).toEqual(numbers(2, 31).toReversed());
  expect(json.pagingMetadata).toMatchObject({ count: 30 });
  expect(json.pagingMetadata.cursors.next).toMatch(/^[\w-]+$/);
});

it('pages in descending order lose and repeat no message while new ones arrive', async () => {
  const { listAll, add } = await setup(10);
  let next = 10;
  const { texts } = await listAll({}, 3, () => add((next += 1)));
  expect(texts).toEqual(numbers(1, 10).toReversed());
});

it('pages in ascending order end with the messages that arrive meanwhile', async () => {
  const { listAll, add } = await setup(10);
  let next = 10;
  const sorting = { fieldName: 'sequence', order: 'ASC' };
  const arrive = async (): Promise<void> => (next < 15 ? add((next += 1)) : undefined);
  const { texts } = await listAll({ sorting }, 3, arrive);
  expect(texts).toEqual(numbers(1, next));
  expect(next).toBeGreaterThan(10);
});

it('a full last page and an empty conversation have no next cursor', async () => {
  const { list, conversationId, conversationOf } = await setup(4);
  const { json } = await list(conversationId, { paging: { limit: 4 } });
  expect(json.pagingMetadata).toEqual({ count: 4, cursors: {} });
  const empty = await conversationOf({ anonymousVisitorId: VISITOR.replace('01', '02') });
  const { json: none } = await list(empty);
  expect(none).toEqual({ messages: [], pagingMetadata: { count: 0, cursors: {} } });
});

it('plain query parameters and the `.r` form return the same page, on every path', async () => {
  const { call, list, conversationId } = await setup(5);
  const paging = { limit: 2 };
  const sorting = { fieldName: 'sequence', order: 'ASC' };
  const { json: expected } = await list(conversationId, { paging, sorting });
  const plain = `conversationId=${conversationId}&visibility=BUSINESS`;
  const query = `${plain}&paging.limit=2&sorting.fieldName=sequence&sorting.order=ASC`;
  for (const path of [MESSAGES, `/crm${MESSAGES}`, '/_api/inbox-platform-messages/v2/messages']) {
    for (const identity of [APP, OWNER]) {
      const { status, json } = await call<MessagePage>(identity, 'GET', `${path}?${query}`);
      expect([status, json]).toEqual([200, expected]);
    }
  }
});

it.each([
  ['conversationId', { conversationId: '' }],
  ['conversationId', { conversationId: 'abc' }],
  ['visibility', { visibility: undefined }],
  ['visibility', { visibility: 'UNKNOWN_VISIBILITY' }],
  ['visibility', { visibility: 'PARTICIPANT' }],
  ['paging.limit', { paging: { limit: 101 } }],
  ['paging.limit', { paging: { limit: -1 } }],
  ['paging.limit', { paging: { limit: 0 } }],
  ['paging.limit', { paging: { limit: 1.5 } }],
  ['paging.limit', { paging: { limit: 'many' } }],
  ['sorting.order', { sorting: { fieldName: 'sequence', order: 'UP' } }],
])('GET /messages refuses an invalid %s (%#)', async (field, invalid) => {
  const { list, conversationId } = await setup(1);
  const { status, json } = await list(conversationId, invalid);
  expect(status).toBe(400);
  expect(json).toMatchObject({ details: { validationError: { fieldViolations: [{ field }] } } });
});

it.each([
  [404, 'CONVERSATION_NOT_FOUND', { conversationId: UNKNOWN_ID }],
  [501, 'NOT_EMULATED', { sorting: { fieldName: 'createdDate', order: 'ASC' } }],
  [400, 'INVALID_CURSOR', { paging: { cursor: 'abc' } }],
  [400, 'INVALID_CURSOR', { paging: { cursor: Buffer.from('[1]').toString('base64url') } }],
  [400, 'INVALID_CURSOR', { paging: { cursor: Buffer.from('["1","x"]').toString('base64url') } }],
])('GET /messages returns %i %s for %j', async (status, code, query) => {
  const { list, conversationId } = await setup(1);
  const answer = await list(conversationId, query);
  expect([answer.status, errorCodeOf(answer.json)]).toEqual([status, code]);
});

it('refuses a cursor with another visibility or order', async () => {
  const { list, conversationId } = await setup(6);
  const { json } = await list(conversationId, { paging: { limit: 2 } });
  const paging = { limit: 2, cursor: json.pagingMetadata.cursors.next };
  const ascending = { fieldName: 'sequence', order: 'ASC' };
  for (const other of [{ visibility: BOTH }, { sorting: ascending }]) {
    const answer = await list(conversationId, { ...other, paging });
    expect([answer.status, errorCodeOf(answer.json)]).toEqual([400, 'INVALID_CURSOR']);
  }
  expect((await list(conversationId, { paging })).status).toBe(200);
});
