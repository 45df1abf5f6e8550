// People who read their own conversations, over the port in memory.
import { expect } from 'vitest';
import type { InboxSettings } from 'backend/inbox/settings';
import type { ChatPage } from 'public/inbox-shapes';
import type { CallerIdentity } from '../support/port/port-harness.ts';
import { setup } from './setup.ts';

/** Keys of the site's secret, by a byte that tells them apart. */
export function secretOf(current: number, previous?: number): string {
  const key = (byte: number) => Buffer.alloc(32, byte).toString('base64url');
  return JSON.stringify({
    current: key(current),
    ...(previous !== undefined && { previous: key(previous) }),
  });
}

/** An inbox with a secret and Realtime, and people who call it as a page does. */
export function setupPeople(overrides: Partial<InboxSettings> = {}) {
  const made = setup({ realtime: 'wix-realtime-backend', ...overrides });
  const { world, inbox, respond } = made;
  world.secrets.set('InboxKeys', secretOf(1));

  function person(identity: CallerIdentity) {
    const read = (options?: unknown) =>
      world.runAs(identity, () => respond(() => inbox.listMessages(options)));
    return {
      read,
      /** A page that he may read. */
      async page(options?: unknown): Promise<ChatPage> {
        const page = await read(options);
        if (!page.ok) throw new Error(`It was refused: ${page.error.code}`);
        return page;
      },
      /** The code that he is refused with. */
      async refusal(options?: unknown): Promise<string> {
        const page = await read(options);
        expect(Object.keys(page)).toEqual(['ok', 'error']);
        return page.ok ? 'none' : page.error.code;
      },
      say: (text: string) => world.runAs(identity, () => inbox.sendText(text)),
      submit: (email: string) =>
        world.runAs(identity, () => inbox.sendForm({ firstName: 'Somebody', email })),
    };
  }

  return {
    ...made,
    person,
    async visitor() {
      const visitorId = await world.createVisitor();
      return { visitorId, ...person({ visitorId }) };
    },
    async member(email: string, firstName = 'Ada') {
      const { memberId, contactId } = await world.createMember({ email, firstName });
      return { memberId, contactId, ...person({ memberId }) };
    },
  };
}

/** The texts of a page, newest first. */
export function textsOf({ messages }: ChatPage): readonly string[] {
  return messages.flatMap(({ items }) =>
    items.map((item) => (item.kind === 'text' ? item.text : item.url)),
  );
}
