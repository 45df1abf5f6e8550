// Declares the control routes of sessions.
import { ActAsInput } from './browser-sessions.ts';
import { defineBodyRoute, defineRoute, type ControlRoute } from './route.ts';
import { openSession, SessionInput } from './sessions.ts';

const topic = 'Sessions';

/** The control routes of sessions. */
export const SESSION_ROUTES: readonly ControlRoute[] = [
  defineBodyRoute({
    method: 'POST',
    path: '/sessions',
    topic,
    description:
      'Issues a token for a visitor, a member, a Wix user or an app. See [Sessions](emulator.md#sessions).',
    returns: '`{ token, id, contactId? }`',
    schema: SessionInput,
    example: { as: 'member', email: 'nora@example.com', roles: ['Admin'] },
    async handle({ wix }, input, c) {
      const { token, id, contactId } = await openSession(wix, input);
      return c.json({ token, id, ...(contactId === undefined ? {} : { contactId }) });
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/act-as',
    topic,
    description: 'Returns the session of this browser, by its cookie.',
    returns: '`{ session }`: the session, or `null`',
    handle: ({ sessions }, c) => c.json({ session: sessions.current(c) ?? null }),
  }),
  defineBodyRoute({
    method: 'POST',
    path: '/act-as',
    topic,
    description: 'Changes the session of this browser, and sets its cookie.',
    returns: '`{ session }`',
    schema: ActAsInput,
    example: { as: 'member', email: 'nora@example.com' },
    handle: async ({ sessions }, input, c) => c.json({ session: await sessions.actAs(c, input) }),
  }),
];
