// Which app gets which event.
import { expect, it } from 'vitest';
import type { EventName } from '../../../../emulator/wix/core/event-types.ts';
import { openWix } from '../../../support/emulator/wix/open-wix.ts';
import { registerApp, startReceiver } from '../../../support/emulator/wix/webhook-receiver.ts';

it.each<[event: EventName, scope: string]>([
  ['contact-created', 'SCOPE.DC-CONTACTS.READ-CONTACTS'],
  ['contact-updated', 'SCOPE.DC-CONTACTS.MANAGE-CONTACTS'],
  ['contact-deleted', 'SCOPE.DC-CONTACTS-MEGA.MANAGE-MEMBERS-CONTACTS'],
  ['contact-merged', 'SCOPE.DC-CONTACTS.READ-CONTACTS'],
  ['member-created', 'SCOPE.DC-MEMBERS.READ-MEMBERS'],
  ['member-updated', 'SCOPE.DC-MEMBERS.READ-MEMBERS'],
  ['member-deleted', 'SCOPE.DC-MEMBERS.READ-MEMBERS'],
  ['post-liked', 'SCOPE.DC-BLOG.READ-BLOGS'],
  ['post-unliked', 'SCOPE.DC-BLOG.MANAGE-BLOG'],
  ['conversations-merged', 'SCOPE.DC-INBOX.READ-MSGS'],
  ['message-sent-to-business', 'SCOPE.DC-INBOX.READ-MSGS'],
  ['message-sent-to-participant', 'SCOPE.DC-INBOX.MANAGE-MSGS'],
  ['message-button-interacted', 'SCOPE.STORES.MANAGE-STORES'],
])('delivers %s to an app with %s, and says which scopes lack to others', async (event, scope) => {
  const receiver = await startReceiver();
  const { wix, runAsWix } = openWix();
  const raise = (entityId: string) =>
    runAsWix((context) =>
      context.emit({ name: event, entityId, body: { kind: 'action', data: {} } }),
    );
  const lackingScope: unknown = expect.stringMatching(
    new RegExp(`lacks a scope for ${event}: .*${scope}`),
  );
  await registerApp(wix, [{ url: receiver.url }], ['SCOPE.DC-STORES.READ-PRODUCTS']);
  await raise('refused');
  await wix.webhooks.settled();
  expect(receiver.requests).toEqual([]);
  expect(wix.webhooks.list(1)).toMatchObject([
    {
      status: 'failed',
      attempts: [
        {
          outcome: 'not-permitted',
          error: lackingScope,
        },
      ],
      nextAttempt: null,
    },
  ]);
  await registerApp(wix, [{ url: receiver.url }], [scope]);
  await raise('permitted');
  await wix.webhooks.settled();
  expect(receiver.requests).toHaveLength(1);
  expect(wix.webhooks.list(1)).toMatchObject([
    { event: { entityId: 'permitted' }, status: 'delivered' },
  ]);
});
