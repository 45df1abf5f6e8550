import { PARTICIPANT_CHANNEL } from 'backend/inbox/realtime/channel';
import { InboxError, isCode } from 'backend/inbox/error';
import type { InboxContext } from 'backend/inbox/context';
import { readKeys, SECRET_NAME } from 'backend/inbox/access/secret';
import type { Check } from 'public/inbox-shapes';

/**
 * Reports what works on this site, without making or changing anything: what must be there answers to
 * a question about an id that nobody has. A ping goes where nobody listens.
 */
export async function checkInbox(
  context: InboxContext,
): Promise<{ readonly checks: readonly Check[] }> {
  const { wix, id } = context;
  const checks = await Promise.all([
    checkIdentity(context),
    // Only an elevated caller may ask for the member of somebody else's contact.
    ask('elevation', () => wix.memberOfContact(id())),
    ask('inbox', () => wix.getConversation(id()), 'CONVERSATION_NOT_FOUND'),
    ask('contacts', () => wix.getContact(id()), 'CONTACT_NOT_FOUND'),
    checkSecret(context),
    checkRealtime(context),
  ]);
  return { checks };
}

async function checkIdentity({ wix, settings: { resolvers } }: InboxContext): Promise<Check> {
  const answers = await Promise.all(
    resolvers.map(async (resolver) => {
      try {
        const [found, ok] = await (resolver === 'token-info'
          ? wix
              .tokenInfo()
              .then((it) => [it.active ? it.subjectType : 'inactive', it.active] as const)
          : wix.currentMember().then((it) => [it ? 'a member' : 'no member', true] as const));
        return { ok, says: `${resolver} answers (${found})` };
      } catch (error) {
        return { ok: false, says: `${resolver} fails: ${say(error)}` };
      }
    }),
  );
  const says = answers.map((answer) => answer.says).join('; ');
  // Without token info a visitor has no id; members and forms with an address still work.
  return {
    name: 'identity',
    ok: answers.some(({ ok }) => ok),
    message: `${says || 'No resolver is switched on in the settings'}.`,
  };
}

async function checkSecret({ wix }: InboxContext): Promise<Check> {
  let keys: readonly unknown[] = [];
  const check = await ask('secret', async () => (keys = await readKeys(wix)));
  if (keys.length > 0 || !check.ok) return check;
  const says = `There is no secret ${SECRET_NAME}: no page has a channel, and a cursor lives as long as its container.`;
  return { ...check, ok: false, message: says };
}

async function checkRealtime({ wix, settings, now }: InboxContext): Promise<Check> {
  const name = 'realtime';
  if (settings.realtime === 'off') {
    return { name, ok: false, message: 'Switched off in the settings.' };
  }
  // Nobody can listen there: it is nobody's resource.
  const channel = { name: PARTICIPANT_CHANNEL, resourceId: 'check' };
  const at = new Date(now()).toISOString();
  return ask(name, () => wix.publish(channel, { kind: 'message', at }));
}

async function ask(
  name: Check['name'],
  question: () => Promise<unknown>,
  expected?: InboxError['code'],
): Promise<Check> {
  try {
    await question();
  } catch (error) {
    if (!isCode(error, expected)) return { name, ok: false, message: `Fails: ${say(error)}.` };
  }
  return { name, ok: true, message: 'Answers.' };
}

function say(error: unknown): string {
  if (!(error instanceof InboxError)) return 'unexpected';
  const { status, wixCode, cause } = error.wixFailure ?? {};
  const details = [status, wixCode, cause].filter((detail) => detail !== undefined);
  return details.length > 0 ? `${error.code} (${details.join(', ')})` : error.code;
}
