// Declares the control routes that change people, and those that raise Wix's events.
import * as v from 'valibot';
import { solveCaptcha } from '../wix/captcha/captcha.ts';
import { insertContact } from '../wix/contacts/contacts.ts';
import { mergeContacts } from '../wix/contacts/merge-contacts.ts';
import { VELO_APP_ID, type Identity } from '../wix/core/context.ts';
import {
  EVENT_TYPES,
  isEventName,
  type EmittedEvent,
  type EventName,
} from '../wix/core/event-types.ts';
import { ButtonInput, clickButton } from '../wix/inbox/click-button.ts';
import type { Wix } from '../wix/server.ts';
import { ControlError, Guid, Text } from './input.ts';
import { defineBodyRoute, type ControlRoute } from './route.ts';

const topic = 'People and events';

const ContactInput = v.strictObject({
  /** Wix's ContactInfo. */
  info: v.looseObject({}),
  /** Wix's ContactSource; by default the Velo app, as for a form of the site. */
  source: v.optional(
    v.strictObject({ sourceType: v.pipe(Text, v.regex(/^[A-Z_]+$/)), appId: v.optional(Guid) }),
  ),
});
const MergeInput = v.strictObject({
  targetContactId: Guid,
  sourceContactIds: v.pipe(v.array(Guid), v.minLength(1)),
});
const LikeInput = v.strictObject({
  postId: v.optional(Guid),
  memberId: v.optional(Guid),
  anonymousVisitorId: v.optional(Guid),
});
const EventInput = v.looseObject({ entityId: v.optional(Text) });
const NoInput = v.strictObject({});

const CONTACT = '2d4c1b6e-5f0a-4b7c-8d3e-9a1f2b3c4d5e';
const OTHER_CONTACT = '3e5d2c7f-6a1b-4c8d-9e4f-0b2a3c4d5e6f';

/** The control routes of contacts, CAPTCHAs, buttons and events. */
export const EVENT_ROUTES: readonly ControlRoute[] = [
  defineBodyRoute({
    method: 'POST',
    path: '/contacts',
    topic,
    description:
      "Creates a contact. `info` is Wix's `ContactInfo`, `source` its `ContactSource`. Without `source`, the contact comes from the site's code.",
    returns: '`{ contact }`',
    schema: ContactInput,
    example: {
      info: { name: { first: 'Ines' }, emails: { items: [{ email: 'ines@example.com' }] } },
      source: { sourceType: 'ADMIN' },
    },
    handle: async ({ wix }, { info, source }, c) =>
      c.json({
        contact: await wix.runAs(undefined, (context) =>
          insertContact(context, info, source ?? { sourceType: 'WIX_APP', appId: VELO_APP_ID }),
        ),
      }),
  }),
  defineBodyRoute({
    method: 'POST',
    path: '/contacts/merge',
    topic,
    description: 'Merges contacts into the target, and their conversations.',
    returns: '`{ contact }`',
    statuses: { 404: 'There is no such contact.' },
    schema: MergeInput,
    example: { targetContactId: CONTACT, sourceContactIds: [OTHER_CONTACT] },
    handle: async ({ wix }, { targetContactId, sourceContactIds }, c) =>
      c.json({
        contact: await wix.runAs(undefined, (context) =>
          mergeContacts(context, targetContactId, sourceContactIds),
        ),
      }),
  }),
  defineBodyRoute({
    method: 'POST',
    path: '/captcha',
    topic,
    description: "Solves a CAPTCHA. The token is valid for 120 seconds of the emulator's clock.",
    returns: '`{ token }`',
    schema: NoInput,
    example: {},
    handle: async ({ wix }, _input, c) =>
      c.json({ token: await wix.runAs(undefined, solveCaptcha) }),
  }),
  defineBodyRoute({
    method: 'POST',
    path: '/conversations/:id/press',
    topic,
    description: 'Clicks a button of a template as the participant of the conversation.',
    returns: '`{ ok }`',
    statuses: { 404: 'There is no such conversation or button.' },
    schema: ButtonInput,
    example: { messageId: '1700000000000000', interactionId: 'book' },
    async handle({ wix }, button, c) {
      const id = c.req.param('id') ?? '';
      await wix.runAs(undefined, (context) => clickButton(context, id, button));
      return c.json({ ok: true });
    },
  }),
  defineBodyRoute({
    method: 'POST',
    path: '/events/post-liked',
    topic,
    description:
      "Raises the event of a like, by `memberId` or `anonymousVisitorId`; without either, by the session of this browser. Without `postId`, it is the seed's first post.",
    returns: '`{ entityId }`',
    schema: LikeInput,
    example: { anonymousVisitorId: '4f6e3d8a-7b2c-4d9e-8f5a-1c3b4d5e6f7a' },
    async handle({ wix, blogPost, sessions }, { postId = blogPost.id, ...given }, c) {
      const liker = Object.keys(given).length > 0 ? given : likerOf(sessions.current(c)?.identity);
      if ((liker.memberId === undefined) === (liker.anonymousVisitorId === undefined)) {
        throw new ControlError('memberId or anonymousVisitorId: exactly one of them is required');
      }
      return c.json(await raiseEvent(wix, 'post-liked', postId, { ...liker, postId }));
    },
  }),
  defineBodyRoute({
    method: 'POST',
    path: '/events/:name',
    topic,
    description:
      'Raises an event with the given data. See [Events](emulator.md#events) for the names.',
    returns: '`{ entityId }`',
    schema: EventInput,
    example: { entityId: CONTACT, revision: 2 },
    async handle({ wix }, { entityId, ...data }, c) {
      const name = c.req.param('name') ?? '';
      if (!isEventName(name)) {
        throw new ControlError(
          `unknown event "${name.slice(0, 40)}"; known events: ${Object.keys(EVENT_TYPES).join(', ')}`,
        );
      }
      return c.json(await raiseEvent(wix, name, entityId ?? crypto.randomUUID(), data));
    },
  }),
];

/** Raises an event. Chooses `entity`, `data` or neither by its name. */
async function raiseEvent(
  wix: Wix,
  name: EventName,
  entityId: string,
  data: object,
): Promise<{ readonly entityId: string }> {
  const body: EmittedEvent['body'] =
    name === 'contact-deleted'
      ? { kind: 'deleted' }
      : name === 'contact-created' || name === 'contact-updated'
        ? {
            kind: name === 'contact-created' ? 'created' : 'updated',
            entity: { id: entityId, ...data },
          }
        : { kind: 'action', data };
  await wix.runAs(undefined, (context) => context.emit({ name, entityId, body }));
  return { entityId };
}

/** The ID of the browser's visitor or member, as in the event of a like. */
function likerOf(identity: Identity | undefined): v.InferOutput<typeof LikeInput> {
  switch (identity?.kind) {
    case 'visitor':
      return { anonymousVisitorId: identity.id };
    case 'member':
      return { memberId: identity.id };
    default:
      return {};
  }
}
