// Visitors and members who call the inbox, with the port in memory.
import { expect } from 'vitest';
import type { InboxSettings } from 'backend/inbox/settings';
import type { ChatPage } from 'public/inbox-shapes';
import type { CallerIdentity } from '../port/port-harness.ts';
import { setup } from './setup.ts';

/**
 * Returns a value of the secret InboxKeys.
 *
 * @param current - the byte that fills the current key, so that keys of a test differ.
 * @param previous - the byte that fills the previous key; without it, there is none.
 */
export function createSecret(current: number, previous?: number): string {
  const key = (byte: number) => Buffer.alloc(32, byte).toString('base64url');
  return JSON.stringify({
    current: key(current),
    ...(previous !== undefined && { previous: key(previous) }),
  });
}

/** Creates an inbox with a secret and Realtime, and functions that create callers of it. */
export function setupCallers(overrides: Partial<InboxSettings> = {}) {
  const harness = setup({ realtime: 'wix-realtime-backend', ...overrides });
  const { world, inbox, respond } = harness;
  world.secrets.set('InboxKeys', createSecret(1));

  function caller(identity: CallerIdentity) {
    const read = (options?: unknown) =>
      world.runAs(identity, () => respond(() => inbox.listMessages(options)));
    return {
      read,
      /** Reads a page of the caller's conversation; throws if the inbox returns an error. */
      async readPage(options?: unknown): Promise<ChatPage> {
        const page = await read(options);
        if (!page.ok) throw new Error(`Failed to read the page: ${page.error.code}`);
        return page;
      },
      /** Returns the error code of a read, or `none`. */
      async readErrorCode(options?: unknown): Promise<string> {
        const page = await read(options);
        expect(Object.keys(page)).toEqual(['ok', 'error']);
        return page.ok ? 'none' : page.error.code;
      },
      sendText: (text: string) => world.runAs(identity, () => inbox.sendText(text)),
      sendForm: (email: string) =>
        world.runAs(identity, () => inbox.sendForm({ firstName: 'Sam', email })),
    };
  }

  return {
    ...harness,
    caller,
    async visitor() {
      const visitorId = await world.createVisitor();
      return { visitorId, ...caller({ visitorId }) };
    },
    async member(email: string, firstName = 'Ada') {
      const { memberId, contactId } = await world.createMember({ email, firstName });
      return { memberId, contactId, ...caller({ memberId }) };
    },
  };
}

/** Creates an inbox with a visitor and a member, as Velo describes them as Realtime subscribers. */
export async function setupSubscribers() {
  const harness = setupCallers();
  const [ada, bob] = [await harness.visitor(), await harness.member('bob@example.com')];
  return {
    ...harness,
    ada: { type: 'Visitor', id: ada.visitorId, read: ada.readPage },
    bob: { type: 'Member', id: bob.memberId, read: bob.readPage },
  };
}

/** Returns the texts and URLs of a page of messages, newest first. */
export function textsOf({ messages }: ChatPage): readonly string[] {
  return messages.flatMap(({ items }) =>
    items.map((item) => (item.kind === 'text' ? item.text : item.url)),
  );
}
