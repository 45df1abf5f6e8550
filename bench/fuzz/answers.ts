// The documented shape of every answer.
import * as v from 'valibot';
import { INBOX_ERRORS } from '../../public/inbox-errors.ts';
import type { Result } from '../abuse/containers.ts';

const ok = v.literal(true);
const SENT = v.strictObject({
  ok,
  once: v.optional(v.boolean()),
  replayed: v.optional(ok),
  preview: v.optional(ok),
});
const List = v.array(v.looseObject({}));
const Named = v.array(v.object({ name: v.string(), ok: v.boolean(), message: v.string() }));
const Id = v.pipe(v.string(), v.uuid());
const Conversation = v.strictObject({ ok, conversation: v.looseObject({ _id: Id }) });
const SHAPES: Readonly<Record<string, v.GenericSchema>> = {
  sendFormData: SENT,
  sendBasicMessage: SENT,
  sendMinimalMessage: SENT,
  sendMessageTo: v.strictObject({
    ok,
    conversationId: Id,
    messageId: v.pipe(v.string(), v.minLength(1)),
    once: v.boolean(),
    replayed: v.optional(ok),
  }),
  listMessages: v.strictObject({
    ok,
    canRead: ok,
    messages: List,
    cursor: v.optional(v.string()),
    channel: v.optional(v.strictObject({ name: v.string(), resourceId: v.string() })),
    participant: v.optional(v.looseObject({})),
  }),
  openConversation: Conversation,
  getConversation: Conversation,
  listAllMessages: v.strictObject({ ok, messages: List, cursor: v.optional(v.string()) }),
  findParticipants: v.strictObject({ ok, participants: List }),
  listRecent: v.strictObject({ ok, recent: List }),
  checkInbox: v.strictObject({ ok, checks: Named }),
  setUpInbox: v.strictObject({ ok, steps: Named, next: v.array(v.string()) }),
};
const WITH_RETRY: readonly string[] = ['UNCONFIRMED', 'BUSY', 'TRY_LATER', 'TOO_MANY_MESSAGES'];
/** Errors that name an argument. */
const WITH_FIELDS: readonly string[] = [
  'INVALID_INPUT',
  'INVALID_KEY',
  'UNKNOWN_FORM',
  'UNKNOWN_ACTIVITY',
  'CHANNEL_NOT_AVAILABLE',
];

/** Returns what is wrong with the shape of an answer. */
export function checkAnswer(method: string, result: Result): string | undefined {
  if (result.ok) {
    const shape = SHAPES[method];
    const issue = shape && v.safeParse(shape, result).issues?.[0];
    return issue && `${v.getDotPath(issue) ?? 'the answer'}: ${issue.message}`;
  }
  const { code, message, fields, retryAfter } = result.error;
  const documented = Object.entries(INBOX_ERRORS).find(([name]) => name === code)?.[1];
  if (message !== documented) return `${code} has the message ${message}`;
  if (WITH_RETRY.includes(code) !== (retryAfter !== undefined)) return `${code}: retryAfter`;
  if (WITH_FIELDS.includes(code) !== Object.keys(fields ?? {}).length > 0) return `${code}: fields`;
  return undefined;
}
