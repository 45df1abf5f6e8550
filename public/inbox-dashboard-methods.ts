import {
  EMAIL,
  isPhone,
  normalizeEmail,
  normalizeName,
  normalizePhone,
} from 'public/inbox-normalize';
import type { SubmitRefusal } from 'public/inbox-send-policy';
import type {
  Addressee,
  Answer,
  BusinessMessage,
  Conversation,
  FoundParticipant,
  ListOptions,
  MessagePage,
  Participant,
  PeopleQuery,
  RecentEvent,
  RecentOptions,
  SendToOptions,
  SentByBusiness,
} from 'public/inbox-shapes';

/** The web methods of `backend/inbox.web` that a dashboard calls; only Admins may call them. */
export interface DashboardMethods {
  /** The web method `listRecent`. */
  readonly recent: (
    options: RecentOptions,
  ) => Promise<Answer<{ readonly recent: readonly RecentEvent[] }>>;
  /** The web method `findParticipants`. */
  readonly find: (
    query: PeopleQuery,
  ) => Promise<Answer<{ readonly participants: readonly FoundParticipant[] }>>;
  /** The web method `openConversation`. */
  readonly open: (
    participant: Addressee,
  ) => Promise<Answer<{ readonly conversation: Conversation }>>;
  /** The web method `getConversation`. */
  readonly conversation: (id: string) => Promise<Answer<{ readonly conversation: Conversation }>>;
  /** The web method `listAllMessages`. */
  readonly messages: (id: string, options: ListOptions) => Promise<Answer<MessagePage>>;
  /** The web method `sendMessageTo`. */
  readonly send: (
    participant: Participant,
    message: BusinessMessage,
    options: SendToOptions,
  ) => Promise<Answer<SentByBusiness>>;
}

/**
 * Waits for the result of a web method. Returns `undefined` if the call fails, for example if the user is not an
 * Admin or is offline.
 */
export async function waitForAnswer<Result extends object>(
  call: Promise<Answer<Result>>,
): Promise<Answer<Result> | undefined> {
  try {
    return await call;
  } catch {
    return undefined;
  }
}

/** Returns the text of an error: that of a field, which is more precise, or the message. */
export function toErrorText({ fields = {}, message }: SubmitRefusal['error']): string {
  return Object.values(fields)[0] ?? message;
}

/**
 * Converts the text of a search to queries, of which the first one with results counts: by email or phone if the text
 * looks like one, and by name, because a name can look like both.
 */
export function toPeopleQueries(text: string): readonly PeopleQuery[] {
  const [email, phone] = [normalizeEmail(text), normalizePhone(text)];
  return [
    ...(EMAIL.test(email) ? [{ email }] : []),
    ...(isPhone(phone) ? [{ phone }] : []),
    { name: normalizeName(text) },
  ];
}
