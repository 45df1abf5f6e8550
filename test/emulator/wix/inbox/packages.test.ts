import { auth } from '@wix/essentials';
import { conversations, messages } from '@wix/inbox';
import { createClient } from '@wix/sdk/client';
import { expect, it, onTestFinished } from 'vitest';
import { installContexts } from '../../../../emulator/backend/install-contexts.ts';
import { runInContext } from '../../../../emulator/backend/request-context.ts';
import type { Identity } from '../../../../emulator/wix/core/context.ts';
import { issueToken } from '../../../../emulator/wix/oauth/tokens.ts';
import { APP, UNKNOWN_ID, OWNER, visitor } from '../../../support/emulator/wix/open-wix.ts';
import { openInbox } from '../../../support/emulator/wix/inbox/open-inbox.ts';

// Wix's own package over Inbox's emulated responses: renamed fields, dates, paging, errors.

const VISITOR = visitor(1);
const PARTICIPANT = { anonymousVisitorId: VISITOR.id };

async function setup() {
  const opened = await openInbox();
  onTestFinished(installContexts());
  const token = (identity: Identity) =>
    opened.runAsWix((context) => issueToken(context, identity).token);
  const elevatedToken = await token(APP);
  return {
    ...opened,
    /** Runs a program that is not part of a site, whose client sends one token as AppStrategy does. */
    async asClient<T>(identity: Identity, work: (client: InboxClient) => Promise<T>): Promise<T> {
      const client = clientOf(await token(identity));
      return runInContext({ elevatedToken: '', handleRequest: opened.wix.handleRequest }, () =>
        work(client),
      );
    },
    /** Runs code as a site's backend for a caller. */
    async runAs<T>(identity: Identity, work: () => Promise<T>): Promise<T> {
      const session = {
        token: await token(identity),
        elevatedToken,
        handleRequest: opened.wix.handleRequest,
      };
      return runInContext(session, work);
    },
  };
}

function clientOf(token: string) {
  const headers = { Authorization: token };
  return createClient({
    auth: { getAuthHeaders: () => Promise.resolve({ headers }) },
    modules: { conversations, messages },
  });
}

type InboxClient = ReturnType<typeof clientOf>;

const message = (text: string) => ({
  content: { basic: { items: [{ text }] } },
  direction: 'PARTICIPANT_TO_BUSINESS' as const,
  visibility: 'BUSINESS_AND_PARTICIPANT' as const,
});

it.each([
  ['an app', APP, { appId: APP.id }],
  ['the site owner', OWNER, { wixUserId: OWNER.id }],
])('%s can open a conversation, send and list through a client', async (_, identity, sender) => {
  const { asClient } = await setup();
  await asClient(identity, async (client) => {
    const opened = await client.conversations.getOrCreateConversation(PARTICIPANT);
    const { _id: id = '' } = opened.conversation ?? {};
    expect(opened.newConversation).toBe(true);
    expect(await client.conversations.getConversation(id)).toMatchObject({
      _id: id,
      participant: PARTICIPANT,
      channels: ['CHAT'],
    });
    const sent = await client.messages.sendMessage(id, message('hello'), {
      sendNotifications: true,
    });
    expect(sent.message).toMatchObject({
      sender,
      content: { basic: { items: [{ text: 'hello' }] } },
    });
    expect(sent.message?._createdDate).toBeInstanceOf(Date);
    const listed = await client.messages.listMessages(id, 'BUSINESS_AND_PARTICIPANT');
    expect(listed.messages).toEqual([sent.message]);
  });
});

it('reads pages of messages to the end', async () => {
  const { asClient } = await setup();
  await asClient(APP, async (client) => {
    const { conversation } = await client.conversations.getOrCreateConversation(PARTICIPANT);
    const id = conversation?._id ?? '';
    for (const text of ['1', '2', '3', '4', '5']) {
      await client.messages.sendMessage(id, message(text));
    }
    const texts: unknown[] = [];
    let cursor: string | null | undefined;
    do {
      const page = await client.messages.listMessages(id, 'BUSINESS', {
        paging: { limit: 2, ...(cursor ? { cursor } : {}) },
        sorting: { fieldName: 'sequence', order: 'ASC' },
      });
      texts.push(...(page.messages ?? []).map(({ content }) => content?.basic?.items?.[0]?.text));
      cursor = page.pagingMetadata?.cursors?.next;
    } while (cursor);
    expect(texts).toEqual(['1', '2', '3', '4', '5']);
  });
});

it('refuses a visitor’s call unless it is elevated', async () => {
  const { runAs } = await setup();
  await runAs(VISITOR, async () => {
    await expect(conversations.getOrCreateConversation(PARTICIPANT)).rejects.toMatchObject({
      status: 403,
      details: { applicationError: { code: 'PERMISSION_DENIED' } },
    });
    const { conversation } = await auth.elevate(conversations.getOrCreateConversation)(PARTICIPANT);
    const id = conversation?._id ?? '';
    await expect(messages.sendMessage(id, message('x'))).rejects.toMatchObject({ status: 403 });
    const sent = await auth.elevate(messages.sendMessage)(id, message('x'), {
      sendAs: 'PARTICIPANT',
    });
    expect(sent.message).toMatchObject({ sender: PARTICIPANT });
  });
});

it('throws errors with Wix’s code, status and request id', async () => {
  const { asClient } = await setup();
  await asClient(APP, async (client) => {
    const unknown: unknown = await client.conversations
      .getConversation(UNKNOWN_ID)
      .catch((error: unknown) => error);
    expect(unknown).toMatchObject({
      status: 404,
      details: { applicationError: { code: 'CONVERSATION_NOT_FOUND' } },
    });
    expect(Object(unknown)).toHaveProperty('requestId');
    await expect(client.messages.sendMessage(UNKNOWN_ID, {})).rejects.toMatchObject({
      status: 400,
      details: { validationError: {} },
    });
  });
});

it('refuses a client with an unknown token', async () => {
  const { wix } = await setup();
  await runInContext({ elevatedToken: '', handleRequest: wix.handleRequest }, () =>
    expect(clientOf('unknown').conversations.getConversation(UNKNOWN_ID)).rejects.toMatchObject({
      status: 401,
    }),
  );
});
