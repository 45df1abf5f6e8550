import { InboxError } from 'backend/inbox/inbox-error';
import type { Rooms } from 'backend/inbox/rooms';
import { inTime } from 'backend/inbox/time-limit';
import type { Check } from 'public/inbox-shapes';

/**
 * Reports what works on this site, without making or changing anything: what must be there answers to
 * a question about an id that nobody has.
 */
export async function checkInbox(rooms: Rooms): Promise<{ readonly checks: readonly Check[] }> {
  const { wix, id } = rooms;
  const [identity, ...elevated] = await Promise.all([
    checkIdentity(rooms),
    // Only an elevated caller may ask for the member of somebody else's contact.
    ask(rooms, 'elevation', () => wix.memberOfContact(id())),
    ask(rooms, 'inbox', () => wix.getConversation(id()), 'CONVERSATION_NOT_FOUND'),
    ask(rooms, 'contacts', () => wix.getContact(id()), 'CONTACT_NOT_FOUND'),
  ]);
  return { checks: [identity, ...elevated] };
}

async function checkIdentity({ wix, settings }: Rooms): Promise<Check> {
  if (settings.resolvers.length === 0) {
    return { name: 'identity', ok: false, says: 'No resolver is switched on in the settings.' };
  }
  const { callMs } = settings.limits;
  const answers = await Promise.all(
    settings.resolvers.map(async (resolver) => {
      try {
        if (resolver === 'token-info') {
          const token = await inTime('tokenInfo', callMs, wix.tokenInfo());
          return {
            ok: token.active,
            says: `token-info answers (${token.active ? token.subjectType : 'inactive'})`,
          };
        }
        const member = await inTime('currentMember', callMs, wix.currentMember());
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

async function ask(
  { settings }: Rooms,
  name: Check['name'],
  question: () => Promise<unknown>,
  expected?: InboxError['code'],
): Promise<Check> {
  try {
    await inTime(name, settings.limits.callMs, question());
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
