import { expect, it } from 'vitest';
import { startEmulator } from '../../support/emulator.ts';
import { temporaryFolder } from '../../support/emulator/site/temporary-site.ts';

const SITE = {
  'backend/events.js': `
    import { auth } from '@wix/essentials';
    import { items } from '@wix/data';
    const record = (name) => (event) =>
      auth.elevate(items.insert)('Received', { name, text: event.data.message?.content.minimal?.text });
    export const wixCrmInbox_onMessageSentToBusiness = record('to-business');
    export const wixCrmInbox_onMessageSentToParticipant = record('to-participant');
    export const wixCrmInbox_onMessageButtonInteracted = record('button');
    export const wixCrmInbox_onConversationConversationsMerged = record('merged');
  `,
  'backend/inbox.web.js': `
    import { auth } from '@wix/essentials';
    import { items } from '@wix/data';
    import { conversations, messages } from '@wix/inbox';
    import { Permissions, webMethod } from '@wix/web-methods';
    export const open = webMethod(Permissions.Anyone, async (anonymousVisitorId) =>
      (await auth.elevate(conversations.getOrCreateConversation)({ anonymousVisitorId }))
        .conversation._id,
    );
    export const send = webMethod(Permissions.Anyone, (id, content, toBusiness) =>
      auth.elevate(messages.sendMessage)(id, {
        content,
        direction: toBusiness ? 'PARTICIPANT_TO_BUSINESS' : 'BUSINESS_TO_PARTICIPANT',
        visibility: 'BUSINESS_AND_PARTICIPANT',
      }),
    );
    export const readReceived = webMethod(Permissions.Anyone, async () =>
      (await auth.elevate(items.query)('Received').find()).items.map(({ name, text }) => [name, text]),
    );
  `,
  'seed.json': JSON.stringify({ collections: ['Received'] }),
};

async function setup(assumptions = {}) {
  const site = temporaryFolder(SITE);
  const started = await startEmulator({ site, seed: `${site}/seed.json`, assumptions });
  const visitor = await started.session({ as: 'visitor' });
  const owner = await started.session({ as: 'user' });
  async function call<T>(
    by: { readonly token: string },
    name: string,
    ...args: unknown[]
  ): Promise<T>;
  async function call(by: { readonly token: string }, name: string, ...args: unknown[]) {
    const { json } = await started.callBackend('inbox', name, args, by.token);
    await started.settled();
    const result: unknown = typeof json === 'object' && json ? Reflect.get(json, 'result') : json;
    return result;
  }
  const id = await call<string>(visitor, 'open', visitor.id);
  return { ...started, visitor, owner, call, id };
}

const minimal = (text: string) => ({ minimal: { text } });

it('the site receives the events of Inbox: messages in both directions, button clicks, merges', async () => {
  const { visitor, call, id, session, control, settled } = await setup();
  await call(visitor, 'send', id, minimal('hi'), true);
  const button = { label: 'Yes', postbackProperties: { interactionId: 'yes' } };
  const template = { template: { title: 'Coming?', buttons: [button] } };
  const { message } = await call<{ readonly message: { readonly _id: string } }>(
    visitor,
    'send',
    id,
    template,
    false,
  );
  const messageId = message._id;
  await control('POST', `conversations/${id}/press`, { messageId, interactionId: 'yes' });
  await session({ as: 'member', email: 'ann@example.com', from: visitor.token });
  await settled();
  expect(await call(visitor, 'readReceived')).toEqual([
    ['to-business', 'hi'],
    ['to-participant', null],
    ['button', null],
    ['merged', null],
  ]);
});

it('POST /conversations/:id/press rejects a button that does not exist', async () => {
  const { id, send } = await setup();
  const path = `/_emulator/conversations/${id}/press`;
  expect((await send('POST', path, { messageId: '7', interactionId: 'yes' })).status).toBe(404);
  expect((await send('POST', path, { messageId: 'x', interactionId: 'yes' })).json).toEqual({
    error: 'messageId: is not the id of a message',
  });
});

it('the preview raises no events for the site and writes to the sandbox', async () => {
  const { visitor, owner, call, id, events } = await setup();
  await call(owner, 'send', id, minimal('from the preview'), false);
  expect(await events()).toMatchObject([{ outcome: 'withheld', withheld: 'preview' }]);
  await call(visitor, 'send', id, minimal('live'), true);
  expect(await call(visitor, 'readReceived')).toEqual([['to-business', 'live']]);
  expect(await call(owner, 'readReceived')).toEqual([]);
});

it('a message sent through the API raises no event under the assumption apiMessageComesBack=no', async () => {
  const { visitor, call, id, events } = await setup({ apiMessageComesBack: 'no' });
  await call(visitor, 'send', id, minimal('hi'), true);
  expect(await events()).toMatchObject([{ outcome: 'withheld', withheld: 'api' }]);
  expect(await call(visitor, 'readReceived')).toEqual([]);
});

it('a Wix user may call Inbox without elevation, a visitor may not', async () => {
  const { owner, visitor, id, send } = await setup();
  const path = `/inbox/v2/conversations/${id}`;
  expect((await send('GET', path, undefined, owner.token)).status).toBe(200);
  expect((await send('GET', path, undefined, visitor.token)).status).toBe(403);
});
