// The forms in which channels are sent: by name, by id, or left out.
import { expect, it } from 'vitest';
import { createChannelForms } from 'backend/inbox/wix/message-channels';
import type { Channels } from 'backend/inbox/wix/port';
import { objectWith } from '../support/stories/json.ts';

const CHAT: Channels = { sourceChannel: 'CHAT', targetChannels: ['CHAT'] };
const CHAT_IDS: Channels = { sourceChannelId: 'CHAT', targetChannelIds: ['CHAT'] };
const EMAIL: Channels = { sourceChannel: 'CHAT', targetChannels: ['EMAIL'] };

/** Creates the error of Wix's SDK for a request with an invalid field. */
function violation(field: string): object {
  return { status: 400, details: { validationError: { fieldViolations: [{ field }] } } };
}

const REFUSED = violation('message.sourceChannel');
/** An error that names no field; the SDK puts the status in place of the code. */
const PLAIN = { status: 400, details: { applicationError: { code: 400 } } };

/** Sends with a fake Wix that fails with these errors first. Returns the channels of each call. */
function setup() {
  const forms = createChannelForms();
  return async (channels: Channels, errors: readonly object[]) => {
    const calls: Channels[] = [];
    const failed = await forms
      .send(channels, async (fields) => {
        calls.push(fields);
        const error = errors[calls.length - 1];
        if (error) throw Object.assign(new Error('refused'), error);
      })
      .then(
        () => undefined,
        (error: unknown) => error,
      );
    return { calls, failed };
  };
}

it.each<[string, Channels, readonly object[], readonly Channels[], object?]>([
  ['names are accepted', CHAT, [], [CHAT]],
  ['names are refused', CHAT, [REFUSED], [CHAT, CHAT_IDS]],
  [
    'names and ids are refused',
    CHAT,
    [REFUSED, violation('targetChannelIds[0]')],
    [CHAT, CHAT_IDS, {}],
  ],
  ['the error names no field', CHAT, [PLAIN, PLAIN], [CHAT, CHAT_IDS, {}]],
  ['everything is refused', CHAT, [REFUSED, REFUSED, REFUSED], [CHAT, CHAT_IDS, {}], REFUSED],
  [
    'another field is invalid',
    CHAT,
    [violation('message.content')],
    [CHAT],
    violation('message.content'),
  ],
  [
    'Wix names a reason of its own',
    CHAT,
    [{ status: 400, details: { applicationError: { code: 'INVALID_MEDIA_URL' } } }],
    [CHAT],
    { status: 400 },
  ],
  ['the outcome is not known', CHAT, [{ status: 503 }], [CHAT], { status: 503 }],
  [
    'a reply by email, which must not arrive in the chat',
    EMAIL,
    [REFUSED, REFUSED],
    [EMAIL, { sourceChannelId: 'CHAT', targetChannelIds: ['EMAIL'] }],
    REFUSED,
  ],
  [
    'the settings have ids',
    { ...CHAT, sourceChannelId: 'c1', targetChannelIds: ['c2'] },
    [REFUSED],
    [
      { ...CHAT, sourceChannelId: 'c1', targetChannelIds: ['c2'] },
      { sourceChannelId: 'c1', targetChannelIds: ['c2'] },
    ],
  ],
  ['a message without channels', {}, [REFUSED], [{}], REFUSED],
])('%s', async (_, channels, errors, calls, failed) => {
  const result = await setup()(channels, errors);
  expect(result.calls).toEqual(calls);
  expect(result.failed).toEqual(failed && objectWith(failed));
});

it('remembers the form that was accepted, and only that', async () => {
  const send = setup();
  expect((await send(CHAT, [REFUSED, REFUSED, REFUSED])).calls).toHaveLength(3);
  expect((await send(CHAT, [REFUSED])).calls).toEqual([CHAT, CHAT_IDS]);
  expect((await send(CHAT, [])).calls).toEqual([CHAT_IDS]);
});
