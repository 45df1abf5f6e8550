import { expect, it } from 'vitest';
import { startEmulator } from '../support/emulator.ts';
import { temporaryFolder } from '../support/emulator/site/temporary-site.ts';

const EMULATORS = ['one', 'two'] as const;
const CALLERS = 10;
const ROUNDS = 10;

/** Creates a site whose backend returns the caller as each of Wix's clients sees it. */
function createSite(name: string): string {
  return temporaryFolder({
    'backend/who.web.js': `
      import { auth } from '@wix/essentials';
      import { conversations, messages } from '@wix/inbox';
      import { members } from '@wix/members';
      import { Permissions, webMethod } from '@wix/web-methods';

      let calls = 0;
      export const describeCaller = webMethod(Permissions.Anyone, async (number) => {
        calls += 1;
        const [{ member }, token] = await Promise.all([
          members.getCurrentMember({ fieldsets: ['FULL'] }),
          auth.getTokenInfo(),
        ]);
        const { conversation } = await auth.elevate(conversations.getOrCreateConversation)({
          memberId: member._id,
        });
        const { message } = await auth.elevate(messages.sendMessage)(conversation._id, {
          content: { minimal: { text: number } },
          direction: 'PARTICIPANT_TO_BUSINESS',
          visibility: 'BUSINESS',
        }, { sendAs: 'PARTICIPANT' });
        const after = await members.getCurrentMember({ fieldsets: ['FULL'] });
        return {
          site: '${name}',
          number,
          ids: [member._id, token.subjectId, message.sender.memberId, after.member._id],
          email: after.member.loginEmail,
        };
      });
      export const countCalls = webMethod(Permissions.Anyone, () => calls);
    `,
  });
}

async function setup(name: string) {
  const started = await startEmulator({ site: createSite(name) });
  const { session, control } = started;
  // Each call of Wix is delayed by a random time, so that calls overtake each other.
  const delay = { operation: '*', calls: 'every', kind: 'delay', delayMs: [0, 4] };
  await control('PUT', 'faults', { faults: [delay] });
  const sessions = await Promise.all(
    Array.from({ length: CALLERS }, async (_, index) => {
      const email = `member-${String(index)}@example.com`;
      return { email, ...(await session({ as: 'member', email })) };
    }),
  );
  return { ...started, name, sessions };
}

it('two emulators in one process never mix callers, sites or stores', async () => {
  const emulators = [await setup('one'), await setup('two')] as const;
  const calls = Array.from({ length: ROUNDS }, (_, round) =>
    emulators[0].sessions.flatMap((__, index) =>
      emulators.map(async ({ name, sessions, callBackend }) => {
        const { id, email, token } = sessions[index] ?? { id: '', email: '', token: '' };
        const number = `${name}-${String(round)}-${String(index)}`;
        const response = await callBackend('who', 'describeCaller', [number], token);
        expect(response).toEqual({
          status: 200,
          json: { result: { site: name, number, ids: [id, id, id, id], email } },
        });
      }),
    ),
  ).flat();
  expect(calls).toHaveLength(EMULATORS.length * CALLERS * ROUNDS);
  await Promise.all(calls);

  for (const { name, sessions, requests, callBackend, events, settled } of emulators) {
    const memberIds = new Set(sessions.map(({ id }) => id));
    const log = await requests();
    const callers = new Set(log.flatMap(({ identity }) => identity?.id ?? []));
    expect([...callers].filter((id) => !memberIds.has(id))).toHaveLength(1); // The app of the backend.
    const sent = log.filter(({ operation }) => operation === 'MessagesService.SendMessage');
    expect(sent).toHaveLength(CALLERS * ROUNDS);
    expect(JSON.stringify(sent.map(({ body }) => body))).not.toMatch(
      new RegExp(`"(?!${name})(one|two)-`),
    );
    const { json } = await callBackend('who', 'countCalls', [], sessions[0]?.token);
    expect(json).toEqual({ result: CALLERS * ROUNDS });
    await settled();
    const messages = (await events()).filter(
      ({ name: event }) => event === 'message-sent-to-business',
    );
    expect(messages).toHaveLength(CALLERS * ROUNDS);
  }
}, 60_000);

it('closing one emulator leaves the other running', async () => {
  const [one, two] = [await setup('one'), await setup('two')] as const;
  await one.emulator.close();
  const { id, email, token } = two.sessions[0] ?? { id: '', email: '', token: '' };
  expect(await two.callBackend('who', 'describeCaller', ['x'], token)).toEqual({
    status: 200,
    json: { result: { site: 'two', number: 'x', ids: [id, id, id, id], email } },
  });
});
