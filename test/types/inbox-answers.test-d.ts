import { expectTypeOf, it } from 'vitest';
import { omitUndefined } from 'backend/inbox/omit-undefined';
import type { Inbox } from 'backend/inbox/inbox';
import type { InboxErrorCode } from 'public/inbox-errors';
import type { Answer, Participant, Sent, SentByBusiness } from 'public/inbox-shapes';

it('Answer has the result only after a check of ok', () => {
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

it('Sent has no ids', () => {
  expectTypeOf<keyof Sent>().toEqualTypeOf<'once' | 'replayed' | 'preview'>();
  expectTypeOf<Inbox['sendForm']>().returns.resolves.toEqualTypeOf<Sent>();
  expectTypeOf<Inbox['sendText']>().returns.resolves.toEqualTypeOf<Sent>();
  expectTypeOf<Inbox['sendActivity']>().returns.resolves.toEqualTypeOf<Sent>();
});

it('SentByBusiness has ids', () => {
  expectTypeOf<Inbox['sendTo']>().returns.resolves.toEqualTypeOf<SentByBusiness>();
  expectTypeOf<SentByBusiness>().toHaveProperty('conversationId');
});

it('Participant names the kind of its id', () => {
  expectTypeOf<string>().not.toExtend<Participant>();
  expectTypeOf<{ memberId: string }>().toExtend<Participant>();
});

it('omitUndefined makes undefined properties optional', () => {
  const result = omitUndefined({ present: 'x', absent: Math.random() > 2 ? 1 : undefined });
  expectTypeOf(result).toExtend<{ readonly present: string; readonly absent?: number }>();
});
