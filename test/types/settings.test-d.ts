import { expectTypeOf, it } from 'vitest';
import type { InboxSettings, InboxSettingsInput } from 'backend/inbox/settings';
import type { ButtonHandler, Hooks } from 'backend/inbox/site-functions';
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

it('a site can leave out every setting, and not write a wrong one', () => {
  expectTypeOf({}).toExtend<InboxSettingsInput>();
  expectTypeOf({ limits: { site: { visitors: { messages: 10 } } } }).toExtend<InboxSettingsInput>();
  expectTypeOf({ contacts: 'create_only' } as const).not.toExtend<InboxSettingsInput>();
  expectTypeOf({ language: 5 }).not.toExtend<InboxSettingsInput>();
  expectTypeOf<InboxSettings>().toExtend<InboxSettingsInput>();
});
