import { expect, it } from 'vitest';
import { wixFailure } from '../support/port/wix-failures.ts';
import { setup } from '../support/backend/setup.ts';

const KEY = 'k'.repeat(22);

it('opens the conversation once more if it was merged away, but not a third time', async () => {
  const { inbox, world } = setup();
  const visitorId = await world.createVisitor();
  const send = (text: string, idempotencyKey: string) =>
    world.runAs({ visitorId }, () => inbox.sendText(text, { idempotencyKey }));
  const openCalls = () => world.calls.filter((call) => call === 'openConversation').length;
  let refusals = 1;
  world.faults.set('sendMessage', async (execute) => {
    if (refusals === 0) return execute();
    refusals -= 1;
    throw wixFailure(404, 'CONVERSATION_NOT_FOUND');
  });
  expect(await send('Hi', KEY)).toEqual({ once: true });
  expect(openCalls()).toBe(2);

  refusals = 2;
  await expect(send('Ho', `${KEY}2`)).rejects.toMatchObject({ code: 'CONVERSATION_NOT_FOUND' });
  expect(openCalls()).toBe(4);
  const texts = world.messagesOf({ anonymousVisitorId: visitorId });
  expect(texts.map(({ content }) => content['previewText'])).toEqual(['Hi']);
});
