import { CHANNEL } from 'backend/inbox/channel';
import { InboxError } from 'backend/inbox/inbox-error';
import type { Rooms } from 'backend/inbox/rooms';
import { readKeys, SECRET_NAME } from 'backend/inbox/secret';
import type { Check } from 'public/inbox-shapes';

/**
 * Reports what works on this site, without making or changing anything: what must be there answers to
 * a question about an id that nobody has. A ping goes where nobody listens.
 */
export async function checkInbox(rooms: Rooms): Promise<{ readonly checks: readonly Check[] }> {
  const { wix, id } = rooms;
  const [identity, ...elevated] = await Promise.all([
    checkIdentity(rooms),
    // Only an elevated caller may ask for the member of somebody else's contact.
    ask('elevation', () => wix.memberOfContact(id())),
    ask('inbox', () => wix.getConversation(id()), 'CONVERSATION_NOT_FOUND'),
    ask('contacts', () => wix.getContact(id()), 'CONTACT_NOT_FOUND'),
    checkSecret(rooms),
    checkRealtime(rooms),
  ]);
  return { checks: [identity, ...elevated] };
}

async function checkIdentity({ wix, settings }: Rooms): Promise<Check> {
  if (settings.resolvers.length === 0) {
    return { name: 'identity', ok: false, says: 'No resolver is switched on in the settings.' };
  }
  const answers = await Promise.all(
    settings.resolvers.map(async (resolver) => {
      try {
        if (resolver === 'token-info') {
          const token = await wix.tokenInfo();
          return {
            ok: token.active,
            says: `token-info answers (${token.active ? token.subjectType : 'inactive'})`,
          };
        }
        const member = await wix.currentMember();
        return { ok: true, says: `current-member answers (${member ? 'a member' : 'no member'})` };
      } catch (error) {
        return { ok: false, says: `${resolver} fails: ${say(error)}` };
      }
    }),
  );
  // Without token info a visitor has no id; members and forms with an address still work.
  return {
    name: 'identity',
    ok: answers.some(({ ok }) => ok),
    says: `${answers.map(({ says }) => says).join('; ')}.`,
  };
}

async function checkSecret(rooms: Rooms): Promise<Check> {
  let isThere = false;
  const check = await ask('secret', async () => {
    isThere = (await readKeys(rooms.wix)).length > 0;
  });
  if (isThere || !check.ok) return check;
  const says = `There is no secret ${SECRET_NAME}: no page has a channel, and a cursor lives as long as its container.`;
  return { name: 'secret', ok: false, says };
}

async function checkRealtime(rooms: Rooms): Promise<Check> {
  const { wix, settings, now } = rooms;
  if (settings.realtime === 'off') {
    return { name: 'realtime', ok: false, says: 'Switched off in the settings.' };
  }
  // Nobody can listen there: it is nobody's resource.
  const channel = { name: CHANNEL, resourceId: 'check' };
  const at = new Date(now()).toISOString();
  return ask('realtime', () => wix.publish(channel, { kind: 'message', at }));
}

async function ask(
  name: Check['name'],
  question: () => Promise<unknown>,
  expected?: InboxError['code'],
): Promise<Check> {
  try {
    await question();
    return { name, ok: true, says: 'Answers.' };
  } catch (error) {
    const isExpected = error instanceof InboxError && error.code === expected;
    return isExpected
      ? { name, ok: true, says: 'Answers.' }
      : { name, ok: false, says: `Fails: ${say(error)}.` };
  }
}

function say(error: unknown): string {
  if (!(error instanceof InboxError)) return 'unexpected';
  const { status, wixCode, cause } = error.fault ?? {};
  const details = [status, wixCode, cause].filter((detail) => detail !== undefined);
  return details.length > 0 ? `${error.code} (${details.join(', ')})` : error.code;
}
