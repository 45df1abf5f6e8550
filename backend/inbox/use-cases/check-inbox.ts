import { readKeys, SECRET_NAME } from 'backend/inbox/access/secret';
import type { InboxContext } from 'backend/inbox/context';
import { describeError, isCode, type InboxError } from 'backend/inbox/error';
import { PARTICIPANT_CHANNEL } from 'backend/inbox/realtime/channel';
import { checkPlatform } from 'backend/inbox/use-cases/check-platform';
import { INBOX_ERRORS } from 'public/inbox-errors';
import type { Check } from 'public/inbox-shapes';

type CheckContext = Pick<InboxContext, 'wix' | 'settings' | 'now' | 'id' | 'subscriberForms'>;

/**
 * Checks the installation, and what Wix's documentation leaves open, without side effects: each API is called with an
 * id that does not exist, and the ping is published on a resource without subscribers. What the site's settings turn
 * off counts as working.
 */
export async function checkInbox(
  context: CheckContext,
): Promise<{ readonly checks: readonly Check[] }> {
  const { wix, id } = context;
  const checks = await Promise.all([
    checkIdentity(context),
    // Only an elevated caller may query the member of another person's contact.
    checkCall('elevation', () => wix.memberOfContact(id())),
    checkCall('inbox', () => wix.getConversation(id()), 'CONVERSATION_NOT_FOUND'),
    checkCall('contacts', () => wix.getContact(id()), 'CONTACT_NOT_FOUND'),
    checkSendLog(context),
    checkRecent(context),
    checkSecret(context),
    checkCaptcha(context),
    checkRealtime(context),
  ]);
  return { checks: [...checks, ...(await checkPlatform(context))] };
}

async function checkIdentity({ wix, settings: { resolvers } }: CheckContext): Promise<Check> {
  const results = await Promise.all(
    resolvers.map(async (resolver) => {
      try {
        const [found, ok] = await (resolver === 'token-info'
          ? wix
              .tokenInfo()
              .then((it) => [it.active ? it.subjectType : 'inactive', it.active] as const)
          : wix.currentMember().then((it) => [it ? 'a member' : 'no member', true] as const));
        return { ok, resolver, message: `${resolver} works (${found})` };
      } catch (error) {
        return { ok: false, resolver, message: `${resolver} fails: ${describeError(error)}` };
      }
    }),
  );
  const message = results.map((result) => result.message).join('; ');
  const knowsVisitors = results.some(({ ok, resolver }) => ok && resolver === 'token-info');
  const follows = knowsVisitors
    ? ''
    : ' Without token-info a visitor has no id: visitors can send forms with an email address only, and have no chat.';
  return {
    name: 'identity',
    ok: results.some(({ ok }) => ok),
    message: `${message || 'The settings enable no resolver'}.${follows}`,
  };
}

async function checkSendLog({ wix, settings }: CheckContext): Promise<Check> {
  const name = 'send-log';
  if (settings.sendLog === 'memory') {
    const message =
      'Kept in memory: a retry in another container of Wix can send twice, and limits hold per container.';
    return { name, ok: true, message };
  }
  const check = await checkCall(name, () => wix.listSendLog('check', 1));
  if (check.ok || !check.message.includes('SEND_LOG_MISSING')) return check;
  return { ...check, message: 'The collection InboxSendLog is missing: call setUpInbox.' };
}

async function checkRecent({ wix }: CheckContext): Promise<Check> {
  const check = await checkCall('recent', () => wix.listRecent(1));
  if (check.ok || !check.message.includes('COLLECTION_MISSING')) return check;
  return { ...check, message: `Call setUpInbox. ${INBOX_ERRORS.COLLECTION_MISSING}` };
}

async function checkSecret({ wix, settings }: CheckContext): Promise<Check> {
  let keys: readonly unknown[] = [];
  const check = await checkCall('secret', async () => (keys = await readKeys(wix)));
  if (keys.length > 0 || !check.ok) return check;
  const closed =
    settings.formTicket === 'required'
      ? ' Forms of visitors are refused: formTicket is required.'
      : '';
  const message = `The site has no secret ${SECRET_NAME}: pages get no channel, and a cursor is valid only in the container that created it.${closed}`;
  return { ...check, ok: false, message };
}

/** Authorizes a token that Wix must refuse. The backend cannot see the elements of pages. */
async function checkCaptcha({ wix, settings }: CheckContext): Promise<Check> {
  const name = 'captcha';
  if (settings.captcha !== 'on') {
    const message =
      'Off: a script can use up what all visitors together can send, until the budget is renewed.';
    return { name, ok: true, message };
  }
  let isAccepted = false;
  const authorize = () => wix.authorizeCaptcha('check').then(() => (isAccepted = true));
  const check = await checkCall(name, authorize, 'CAPTCHA_REQUIRED');
  if (isAccepted) return { name, ok: false, message: 'Fails: Wix accepts an invalid token.' };
  if (!check.ok) return check;
  const message =
    'Works. Every page on which visitors write needs the element #captcha: without it, they can only wait.';
  return { ...check, message };
}

async function checkRealtime({ wix, settings, now }: CheckContext): Promise<Check> {
  const name = 'realtime';
  if (settings.realtime === 'off') {
    return { name, ok: true, message: 'Off in the settings: pages poll every 20 s.' };
  }
  // No page can subscribe to this resource: it belongs to no one.
  const channel = { name: PARTICIPANT_CHANNEL, resourceId: 'check' };
  const at = new Date(now()).toISOString();
  return checkCall(name, () => wix.publish(channel, { kind: 'message', at }));
}

async function checkCall(
  name: Check['name'],
  call: () => Promise<unknown>,
  expected?: InboxError['code'],
): Promise<Check> {
  try {
    await call();
  } catch (error) {
    if (!isCode(error, expected)) {
      return { name, ok: false, message: `Fails: ${describeError(error)}.` };
    }
  }
  return { name, ok: true, message: 'Works.' };
}
