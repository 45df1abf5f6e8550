// What a page does with each answer of a send.
import { expect } from 'vitest';
import type { InboxErrorCode } from 'public/inbox-errors';
import type { Answer, Sent } from 'public/inbox-shapes';
import { refusal } from './scripted-send.ts';
import type { ScriptedAnswer } from './scripted-send.ts';

const OK: Answer<Sent> = { ok: true, once: true };
const CHECKING = { form: /^Confirming that your message arrived/, chat: 'Confirming…' };
const NOT_CONFIRMED = {
  form: /^We could not confirm.*Please send it again: it will not arrive twice\.$/,
  chat: 'Not confirmed',
};
const UNCLEAR = {
  form: /^Your message may or may not have arrived\. Send it again if you get no reply\.$/,
  chat: 'May not have arrived',
};

/** Answers, and what a page does. */
export interface OutcomeCase {
  readonly name: string;
  readonly answers: readonly ScriptedAnswer[];
  /** When the calls begin, in seconds. */
  readonly times: readonly number[];
  /** The keys of the calls; equal keys have the same number. Default: one key. */
  readonly keys?: readonly number[];
  /** What the pages show one second after the first answer, if they wait. */
  readonly during?: { readonly form: RegExp; readonly chat: string };
  /**
   * What the pages show in the end. `form`: the status. `chat`: the note at the message. `sent`: both confirm that the
   * message arrived.
   */
  readonly end: 'sent' | { readonly form: RegExp; readonly chat: string };
  /** The button next to the message in the chat. Default: `Send again`. */
  readonly button?: 'Edit' | 'Send again';
  /** The key of the call when the user sends the message again: `same` as before, or `new`. */
  readonly keyOfNext?: 'same' | 'new';
  /** The key in the chat, if it is a different one. */
  readonly keyOfNextInChat?: 'new';
}

const SCHEDULE = [0, 2, 8, 20, 40];

const RETRIED_CASES = (
  [
    ['lost connection', 'lost'],
    ['UNCONFIRMED', refusal('UNCONFIRMED')],
    ['IN_PROGRESS', refusal('IN_PROGRESS')],
    ['BUSY', refusal('BUSY')],
    ['TRY_LATER', refusal('TRY_LATER')],
  ] as const
).flatMap(([name, answer]): readonly OutcomeCase[] => [
  {
    name: `${name}, then ok`,
    answers: [answer, OK],
    times: [0, 2],
    during: CHECKING,
    end: 'sent',
  },
  {
    name: `${name}, every time`,
    answers: [answer],
    times: SCHEDULE,
    during: CHECKING,
    end: NOT_CONFIRMED,
    keyOfNext: 'same',
  },
]);

const LIMITED = {
  form: /^You sent many messages\. This one will be sent in 12 s\./,
  chat: 'Too many messages. Will be sent in 12 s.',
};

function refusedCase(code: InboxErrorCode): OutcomeCase {
  return {
    name: code,
    answers: [refusal(code)],
    times: [0],
    end: { form: new RegExp(`^Message of ${code}\\.$`), chat: `Not sent. Message of ${code}.` },
    keyOfNext: 'same',
  };
}

export const OUTCOME_CASES: readonly OutcomeCase[] = [
  { name: 'ok', answers: [OK], times: [0], end: 'sent' },
  ...RETRIED_CASES,
  {
    name: 'UNCONFIRMED with a retryAfter before the next try',
    answers: [refusal('UNCONFIRMED', 1), OK],
    times: [0, 2],
    during: CHECKING,
    end: 'sent',
  },
  {
    name: 'UNCONFIRMED with a retryAfter after the next try',
    answers: [refusal('UNCONFIRMED', 5), refusal('UNCONFIRMED', 31), OK],
    times: [0, 5, 36],
    during: CHECKING,
    end: 'sent',
  },
  {
    name: 'BUSY with a retryAfter of two minutes',
    answers: [refusal('BUSY', 120), OK],
    times: [0, 120],
    during: CHECKING,
    end: 'sent',
  },
  {
    name: 'BUSY with a retryAfter that is longer than a page waits',
    answers: [refusal('BUSY', 121)],
    times: [0],
    end: NOT_CONFIRMED,
    keyOfNext: 'same',
  },
  {
    name: 'UNCLEAR',
    answers: [refusal('UNCLEAR')],
    times: [0],
    end: UNCLEAR,
    keyOfNext: 'new',
  },
  {
    name: 'UNCONFIRMED, then UNCLEAR',
    answers: [refusal('UNCONFIRMED'), refusal('UNCLEAR')],
    times: [0, 2],
    during: CHECKING,
    end: UNCLEAR,
    keyOfNext: 'new',
  },
  {
    name: 'KEY_REUSED, then ok',
    answers: [refusal('KEY_REUSED'), OK],
    times: [0, 0],
    keys: [1, 2],
    end: 'sent',
  },
  {
    name: 'KEY_REUSED twice',
    answers: [refusal('KEY_REUSED')],
    times: [0, 0],
    keys: [1, 2],
    end: { form: /^Message of KEY_REUSED\.$/, chat: 'Not sent. Message of KEY_REUSED.' },
    keyOfNext: 'new',
  },
  {
    name: 'KEY_REUSED after a try that may have arrived',
    answers: ['lost', refusal('KEY_REUSED')],
    times: [0, 2],
    during: CHECKING,
    end: UNCLEAR,
    keyOfNext: 'new',
  },
  {
    name: 'IDENTITY_CHANGED',
    answers: [refusal('IDENTITY_CHANGED')],
    times: [0],
    end: {
      form: /^Message of IDENTITY_CHANGED\.$/,
      chat: 'Not sent. Message of IDENTITY_CHANGED.',
    },
    keyOfNext: 'new',
  },
  {
    name: 'TOO_MANY_MESSAGES with a short retryAfter, then ok',
    answers: [refusal('TOO_MANY_MESSAGES', 12), OK],
    times: [0, 12],
    during: LIMITED,
    end: 'sent',
  },
  {
    name: 'TOO_MANY_MESSAGES with a short retryAfter, every time',
    answers: [refusal('TOO_MANY_MESSAGES', 12)],
    times: [0, 12, 24, 36, 48],
    during: LIMITED,
    end: {
      form: /^You sent many messages\. Please send this one in 12 s\.$/,
      chat: 'Not sent. You sent many messages. Please send this one in 12 s.',
    },
    keyOfNext: 'same',
  },
  {
    name: 'TOO_MANY_MESSAGES with a retryAfter of 31 s',
    answers: [refusal('TOO_MANY_MESSAGES', 31)],
    times: [0],
    end: {
      form: /^You sent many messages\. Please send this one in 31 s\.$/,
      chat: 'Not sent. You sent many messages. Please send this one in 31 s.',
    },
    keyOfNext: 'same',
  },
  {
    name: 'TOO_MANY_MESSAGES with a retryAfter of minutes',
    answers: [refusal('TOO_MANY_MESSAGES', 91)],
    times: [0],
    end: {
      form: /^You sent many messages\. Please send this one in 2 min\.$/,
      chat: 'Not sent. You sent many messages. Please send this one in 2 min.',
    },
  },
  {
    name: 'TOO_MANY_MESSAGES without a retryAfter',
    answers: [refusal('TOO_MANY_MESSAGES')],
    times: [0],
    end: {
      form: /^Message of TOO_MANY_MESSAGES\.$/,
      chat: 'Not sent. Message of TOO_MANY_MESSAGES.',
    },
  },
  {
    name: 'TICKET_TOO_EARLY, then ok',
    answers: [refusal('TICKET_TOO_EARLY', 2), OK],
    times: [0, 2],
    during: { form: /^Sending your message…$/, chat: 'Sending…' },
    end: 'sent',
  },
  {
    name: 'TICKET_EXPIRED, then ok',
    answers: [refusal('TICKET_EXPIRED'), OK],
    times: [0, 0],
    keys: [1, 2],
    end: 'sent',
  },
  {
    name: 'TICKET_EXPIRED after a try without an answer, then ok',
    answers: ['lost', refusal('TICKET_EXPIRED'), OK],
    times: [0, 2, 2],
    keys: [1, 1, 2],
    during: CHECKING,
    end: 'sent',
  },
  {
    name: 'TICKET_EXPIRED twice',
    answers: [refusal('TICKET_EXPIRED')],
    times: [0, 0],
    keys: [1, 2],
    end: { form: /^Message of TICKET_EXPIRED\.$/, chat: 'Not sent. Message of TICKET_EXPIRED.' },
    keyOfNext: 'new',
  },
  ...(['SEND_LOG_MISSING', 'SESSION_EXPIRED', 'UNEXPECTED'] as const).map(refusedCase),
  // The chat offers to edit the message, which then is another one.
  ...(['INVALID_INPUT', 'BLOCKED'] as const).map((code) => ({
    ...refusedCase(code),
    button: 'Edit' as const,
    keyOfNextInChat: 'new' as const,
  })),
];

/** Returns what the contact form shows one second after the first answer, and in the end. */
export function toFormStates({ during, end }: OutcomeCase): readonly [unknown, unknown] {
  const text: unknown = expect.stringMatching(end === 'sent' ? /^Thank you!/ : end.form);
  const last = {
    text,
    isEnabled: true,
    message: end === 'sent' ? '' : 'Hello',
  };
  if (!during) return [last, last];
  const textDuring: unknown = expect.stringMatching(during.form);
  return [{ text: textDuring, isEnabled: false, message: 'Hello' }, last];
}

/** Returns what the chat shows one second after the first answer, and in the end. */
export function toChatStates({
  during,
  end,
  button = 'Send again',
}: OutcomeCase): readonly [unknown, unknown] {
  const shown =
    end === 'sent' ? { notes: [], buttons: [] } : { notes: [end.chat], buttons: [button] };
  const last = { ...shown, input: '', hasNotice: end !== 'sent' };
  if (!during) return [last, last];
  return [{ notes: [during.chat], buttons: [], input: '', hasNotice: false }, last];
}
