// Calls a web method with valid arguments, and checks what this caused.
import { isRecord } from '../../public/inbox-input.ts';
import { VELO_APP_ID } from '../../emulator/wix/core/context.ts';
import type { replaceDate } from '../abuse/timeline.ts';
import type { Containers, Result } from '../abuse/containers.ts';
import { ARGUMENTS } from './arguments.ts';
import { checkMessage, newestSequence, toAttachment, type ExpectedMessage } from './effects.ts';
import { makeForm } from './form-data.ts';
import type { Method } from './fuzz.ts';
import type { Random } from './random.ts';

/** The site with the people that payloads are about. */
export interface Site {
  readonly containers: Containers;
  readonly clock: ReturnType<typeof replaceDate>;
  /** The token of a caller who may call a method. */
  tokenFor(method: Method): string;
  readonly member: { readonly id: string; readonly email: string };
}

/** A valid call. */
export interface ValidCall {
  readonly args: readonly unknown[];
  readonly results: readonly Result[];
  readonly problem: string | undefined;
}

/** The visitors' budget of the site is 30 in 10 minutes. */
const BETWEEN_SENDS_MS = 40_000;
const TEXTS: Readonly<Record<string, string>> = {
  'asked-for-a-call': 'Asked to be called back',
  'viewed-prices': 'Looked at the prices',
};

/** Makes valid arguments, calls the method and checks the effect. */
export async function callValid(site: Site, random: Random, method: Method): Promise<ValidCall> {
  const { containers, clock } = site;
  clock.set(Date.now() + BETWEEN_SENDS_MS);
  const visitor = await containers.openSession({ as: 'visitor' });
  const before = newestSequence(containers.wix.database);

  async function send(args: readonly unknown[], expected: ExpectedMessage, token: string) {
    const result = await containers.call(token, method, args);
    await containers.wix.events.settled();
    const problem = result.ok
      ? checkMessage(containers.wix.database, before, expected)
      : `returned ${result.error.code}`;
    return { args, results: [result], problem };
  }
  const fromVisitor = { direction: 'PARTICIPANT_TO_BUSINESS', silent: false } as const;

  switch (method) {
    case 'sendFormData': {
      const { form, data, content } = makeForm(random);
      const { description, ...rest } = content;
      const expected = { form: { ...rest, ...(description !== '' && { description }) } };
      return send(
        [data, { form, language: random.pick(['en', 'de', 'fr']) }],
        { ...fromVisitor, content: expected, visibility: 'BUSINESS' },
        visitor.token,
      );
    }
    case 'sendBasicMessage': {
      const [text, options] = make(random, method);
      const attachments = propertyOf(options, 'attachments');
      const files = Array.isArray(attachments) ? attachments.map(toAttachment) : [];
      // Attachments may be sent without a text.
      const hasText = files.length === 0 || random.chance(0.7);
      const args = [hasText ? text : '', options];
      const items = [...(hasText ? [{ text }] : []), ...files];
      const visibility = 'BUSINESS_AND_PARTICIPANT';
      return send(
        args,
        { ...fromVisitor, content: { basic: { items } }, visibility },
        visitor.token,
      );
    }
    case 'sendMinimalMessage': {
      const args = make(random, method);
      const content = { minimal: { text: TEXTS[String(args[0])] } };
      const expected = { ...fromVisitor, content, visibility: 'BUSINESS', silent: true };
      return send(args, expected, visitor.token);
    }
    case 'sendMessageTo': {
      const [, message, options] = make(random, method);
      const addressee = random.pick<object>([
        { anonymousVisitorId: visitor.id },
        { memberId: site.member.id },
        { email: site.member.email },
      ]);
      const isPlain = propertyOf(message, 'basic') ?? propertyOf(message, 'template');
      const { channel: _, ...withoutChannel } = toRecord(options);
      const args = [addressee, message, isPlain === undefined ? withoutChannel : options];
      return send(args, toExpected(message), site.tokenFor(method));
    }
    default: {
      const args = make(random, method);
      const token = method === 'listMessages' ? visitor.token : site.tokenFor(method);
      return { args, ...(await read(site, { method, args, token, visitorId: visitor.id })) };
    }
  }
}

/** Calls a method that reads, and checks that it changes nothing and returns what is there. */
async function read(
  { containers }: Site,
  call: {
    readonly method: Method;
    readonly args: readonly unknown[];
    readonly token: string;
    readonly visitorId: string;
  },
): Promise<Pick<ValidCall, 'results' | 'problem'>> {
  const { method, args, token, visitorId } = call;
  const before = newestSequence(containers.wix.database);
  if (method === 'openConversation') {
    const result = await containers.call(token, method, [{ anonymousVisitorId: visitorId }]);
    const conversation = result.ok ? result['conversation'] : undefined;
    const id = propertyOf(conversation, '_id');
    const again = await containers.call(token, 'getConversation', [id]);
    const listed = await containers.call(token, 'listAllMessages', [id, { limit: 1 }]);
    const isFound =
      propertyOf(propertyOf(conversation, 'participant'), 'anonymousVisitorId') === visitorId &&
      again.ok &&
      propertyOf(again['conversation'], '_id') === id &&
      listed.ok &&
      JSON.stringify(listed['messages']) === '[]';
    return { results: [result], problem: isFound ? undefined : 'the conversation is another one' };
  }
  const result = await containers.call(token, method, args);
  const isUnknown = ['getConversation', 'listAllMessages'].includes(method);
  const expected = isUnknown ? 'CONVERSATION_NOT_FOUND' : 'ok';
  const found = result.ok ? 'ok' : result.error.code;
  if (newestSequence(containers.wix.database) > before) {
    return { results: [result], problem: 'a message was sent' };
  }
  const limit = propertyOf(args[0], 'limit');
  const recent = result.ok ? result['recent'] : undefined;
  if (Array.isArray(recent) && recent.length > (typeof limit === 'number' ? limit : 20)) {
    return { results: [result], problem: `${String(recent.length)} events are above the limit` };
  }
  return { results: [result], problem: found === expected ? undefined : `returned ${found}` };
}

function make(random: Random, method: keyof typeof ARGUMENTS): readonly unknown[] {
  return ARGUMENTS[method].map(([, type]) => type.make(random));
}

/** Returns the message of the business that the inbox must have. */
function toExpected(message: unknown): ExpectedMessage {
  const { badges, silent, previewText, visibility, template, ...types } = toRecord(message);
  const content = template === undefined ? types : { template: toTemplate(template) };
  return {
    content: { ...content, ...(previewText !== undefined && { previewText }) },
    direction: 'BUSINESS_TO_PARTICIPANT',
    visibility: visibility ?? 'BUSINESS_AND_PARTICIPANT',
    silent: silent === true,
    ...(badges !== undefined && { badges }),
  };
}

/** Returns a template as Inbox stores it: with the defaults, and the app of a button's interaction. */
function toTemplate(template: unknown): object {
  const { buttons = [], textLines = [], orientation = 'PORTRAIT', ...rest } = toRecord(template);
  const stored = (Array.isArray(buttons) ? buttons : []).map((button: unknown) => {
    const { interactionId, ...others } = toRecord(button);
    if (interactionId === undefined) return others;
    return { ...others, postbackProperties: { interactionId, appId: VELO_APP_ID } };
  });
  return { ...rest, orientation, textLines, buttons: stored };
}

function propertyOf(value: unknown, name: string): unknown {
  return toRecord(value)[name];
}

function toRecord(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : {};
}
