import { expectTypeOf, it } from 'vitest';
import { omitUndefined } from 'backend/inbox/omit-undefined';
import type { Inbox } from 'backend/inbox/inbox';
import type { InboxErrorCode } from 'public/inbox-errors';
import type { Answer, Participant, Sent, SentByBusiness } from 'public/inbox-shapes';

it('makes a page ask whether it worked before it reads anything else', () => {
  const read = (answer: Answer<Sent>) => {
    if (answer.ok) {
      expectTypeOf(answer.once).toEqualTypeOf<boolean | undefined>();
      return;
    }
    expectTypeOf(answer.error.code).toEqualTypeOf<InboxErrorCode>();
    expectTypeOf(answer).not.toHaveProperty('once');
  };
  expectTypeOf(read).parameter(0).not.toHaveProperty('once');
});

it('has no id in what a participant is answered', () => {
  expectTypeOf<keyof Sent>().toEqualTypeOf<'once' | 'replayed' | 'preview'>();
  expectTypeOf<Inbox['sendForm']>().returns.resolves.toEqualTypeOf<Sent>();
  expectTypeOf<Inbox['sendText']>().returns.resolves.toEqualTypeOf<Sent>();
  expectTypeOf<Inbox['sendActivity']>().returns.resolves.toEqualTypeOf<Sent>();
});

it('gives the business ids', () => {
  expectTypeOf<Inbox['sendTo']>().returns.resolves.toEqualTypeOf<SentByBusiness>();
  expectTypeOf<SentByBusiness>().toHaveProperty('conversationId');
});

it('wants to know what an id is the id of', () => {
  expectTypeOf<string>().not.toExtend<Participant>();
  expectTypeOf<{ memberId: string }>().toExtend<Participant>();
});

it('leaves out what is undefined', () => {
  const made = omitUndefined({ sure: 'x', maybe: Math.random() > 2 ? 1 : undefined });
  expectTypeOf(made).toExtend<{ readonly sure: string; readonly maybe?: number }>();
});
