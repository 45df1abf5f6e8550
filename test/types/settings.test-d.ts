import { expectTypeOf, it } from 'vitest';
import type { ButtonHandler, Hooks, InboxSettings } from 'backend/inbox/settings';
import type { BusinessMessage, Message } from 'public/inbox-shapes';

it('ButtonHandler returns a message, nothing, or a promise of either', () => {
  expectTypeOf<() => { minimal: { text: string } }>().toExtend<ButtonHandler>();
  expectTypeOf<() => Promise<BusinessMessage>>().toExtend<ButtonHandler>();
  const handlers = { sync: () => {}, async: async () => {} } satisfies InboxSettings['buttons'];
  expectTypeOf(handlers).toExtend<NonNullable<InboxSettings['buttons']>>();
  expectTypeOf<() => string>().not.toExtend<ButtonHandler>();
});

it('Hooks declare their arguments, and the notified ones return nothing', () => {
  type AllHooks = Required<Hooks>;
  expectTypeOf<AllHooks['beforeSend']>().parameter(0).toEqualTypeOf<BusinessMessage>();
  expectTypeOf<AllHooks['onMessage']>().parameter(0).toEqualTypeOf<Message>();
  expectTypeOf<AllHooks['onForm']>().returns.toEqualTypeOf<void | Promise<void>>();
  expectTypeOf<() => boolean>().not.toExtend<AllHooks['beforeSend']>();
});

it('InboxSettings requires neither buttons nor hooks', () => {
  expectTypeOf<Omit<InboxSettings, 'buttons' | 'hooks'>>().toExtend<InboxSettings>();
});
