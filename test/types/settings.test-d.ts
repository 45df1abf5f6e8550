import { expectTypeOf, it } from 'vitest';
import type { ButtonHandler, Hooks, InboxSettings } from 'backend/inbox/settings';
import type { BusinessMessage, Message } from 'public/inbox-shapes';

it('takes a handler that answers a message, nothing, or either later', () => {
  expectTypeOf<() => { minimal: { text: string } }>().toExtend<ButtonHandler>();
  expectTypeOf<() => Promise<BusinessMessage>>().toExtend<ButtonHandler>();
  const quiet = { press: () => {}, later: async () => {} } satisfies InboxSettings['buttons'];
  expectTypeOf(quiet).toExtend<NonNullable<InboxSettings['buttons']>>();
  expectTypeOf<() => string>().not.toExtend<ButtonHandler>();
});

it('tells a hook what it gets, and lets those that are told answer nothing', () => {
  type Told = Required<Hooks>;
  expectTypeOf<Told['beforeSend']>().parameter(0).toEqualTypeOf<BusinessMessage>();
  expectTypeOf<Told['onMessage']>().parameter(0).toEqualTypeOf<Message>();
  expectTypeOf<Told['onForm']>().returns.toEqualTypeOf<void | Promise<void>>();
  expectTypeOf<() => boolean>().not.toExtend<Told['beforeSend']>();
});

it('asks a site that was made before for neither', () => {
  expectTypeOf<Omit<InboxSettings, 'buttons' | 'hooks'>>().toExtend<InboxSettings>();
});
