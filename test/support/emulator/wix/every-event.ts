// Every event of an emulated Wix, caused once, and the tokens that an app's webhook received.
import { insertContact } from '../../../../emulator/wix/contacts/contacts.ts';
import { mergeContacts } from '../../../../emulator/wix/contacts/merge-contacts.ts';
import { VELO_APP_ID } from '../../../../emulator/wix/core/context.ts';
import { createInboxViewModel } from '../../../../emulator/wix/inbox/inbox-view-model.ts';
import { changeMember, removeMember } from '../../../../emulator/wix/members/change-members.ts';
import { insertMember } from '../../../../emulator/wix/members/members.ts';
import { openScreen, text, TO_BUSINESS, TO_PARTICIPANT } from '../screens/open-screen.ts';
import { OWNER, UNKNOWN_ID, visitor } from './open-wix.ts';
import { registerApp, startReceiver } from './webhook-receiver.ts';

/** The properties of the template's button. */
export const BUTTON = { interactionId: 'yes', appId: VELO_APP_ID };
/** The content of the message that the business sends. */
export const TEMPLATE = {
  template: { title: 'Shall we?', buttons: [{ label: 'Yes', postbackProperties: BUTTON }] },
};
const DETAILS = { sourceType: 'ADMIN' };

/** Causes every event in an emulated Wix with an app. Returns the app and what it received. */
export async function causeEveryEvent() {
  const receiver = await startReceiver();
  const opened = openScreen();
  const { wix, runAsWix, open, openVisitor, send } = opened;
  const app = await registerApp(wix, [{ url: receiver.url }]);
  const eve = await runAsWix((context) => insertMember(context, { email: 'eve@example.com' }));
  await runAsWix((context) => changeMember(context, eve, { status: 'BLOCKED' }));
  await runAsWix((context) => removeMember(context, eve));
  const chat = await openVisitor(1);
  const sent = await send(chat, { ...TO_BUSINESS, content: text('hi') });
  const messageId = await send(chat, { ...TO_PARTICIPANT, content: TEMPLATE });
  await createInboxViewModel(wix).clickButton(chat, { messageId, interactionId: 'yes' });
  const [ann, lee] = await runAsWix((context) =>
    ['ann@example.com', 'lee@example.com'].map(
      (email) => insertContact(context, { emails: { items: [{ email }] } }, DETAILS).id,
    ),
  );
  if (ann === undefined || lee === undefined) throw new Error('No contacts were created');
  await open({ contactId: ann });
  await open({ contactId: lee });
  await wix.runAs(OWNER, (context) => mergeContacts(context, ann, [lee]));
  for (const name of ['post-liked', 'post-unliked'] as const) {
    await wix.runAs(visitor(1), (context) =>
      context.emit({
        name,
        entityId: UNKNOWN_ID,
        body: {
          kind: 'action',
          data: { postId: UNKNOWN_ID, anonymousVisitorId: visitor(1).id },
        },
      }),
    );
  }
  await wix.webhooks.settled();
  const names = wix.webhooks
    .list(100)
    .toReversed()
    .map(({ event }) => event.name);
  const tokens = new Map(names.map((name, index) => [name, receiver.requests[index]?.body ?? '']));
  return { ...opened, app, tokens, receiver, ids: { chat, ann, lee, sent, eve: eve.id } };
}
