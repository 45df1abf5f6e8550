// The port to Wix in memory: everything that the backend reads from Wix is kept in maps. Where Wix's documentation leaves something open, it behaves like the emulator.
import { AsyncLocalStorage } from 'node:async_hooks';
import { toMessage } from 'backend/inbox/input/inbox-entities';
import { omitUndefined } from 'backend/inbox/omit-undefined';
import { createMemoryRows } from 'backend/inbox/messaging/send-log/memory-rows';
import type { SendLogRows } from 'backend/inbox/send-log-entry';
import type { Wix } from 'backend/inbox/wix/port';
import { fromWixError } from 'backend/inbox/wix/error';
import type { Conversation, ParticipantIds, RecentEvent } from 'public/inbox-shapes';
import * as people from './people-in-memory.ts';
import { createCaptchas } from './captcha-port.ts';
import type { CallerIdentity, TestContact } from './port-harness.ts';
import {
  AVATAR,
  SUBJECTS,
  VELO_APP_ID,
  type StoredConversation,
  type WixInMemory,
} from './world.ts';
import { recentPort } from './recent-port.ts';
import { sendLogPort } from './send-log-port.ts';
import { wixFailure } from './wix-failures.ts';

/**
 * The current caller. One instance for all tests, because every AsyncLocalStorage slows down all promises of the
 * process.
 */
const currentCaller = new AsyncLocalStorage<CallerIdentity>();

/** Creates an empty port in memory. IDs are sequential numbers. */
export function createWixInMemory(): WixInMemory {
  const conversations = new Map<string, StoredConversation>();
  const contacts = new Map<string, TestContact>();
  const members = new Map<string, { readonly contactId: string; readonly email: string }>();
  const contactOfVisitor = new Map<string, string>();
  let count = 0;

  const nextId = () => {
    count += 1;
    return `00000000-0000-4000-8000-${String(count).padStart(12, '0')}`;
  };
  const memberOf = (contactId: string) => people.memberIdOf(members, contactId);
  const contactBy = (email: string) =>
    [...contacts].find(([, contact]) => contact.email.toLowerCase() === email.toLowerCase())?.[0];

  /** Resolves a participant to their current identity: a contact to its member, a merged visitor to the contact. */
  function resolve(participant: ParticipantIds): ParticipantIds | undefined {
    const { memberId, contactId, anonymousVisitorId = '' } = participant;
    if (memberId !== undefined) {
      const member = members.get(memberId);
      return member && { memberId, contactId: member.contactId };
    }
    if (contactId !== undefined) {
      const member = memberOf(contactId);
      if (member !== undefined) return { memberId: member, contactId };
      return contacts.has(contactId) ? { contactId } : undefined;
    }
    const mergedInto = contactOfVisitor.get(anonymousVisitorId);
    if (mergedInto === undefined || state.absorbedVisitor === 'fresh') {
      return { anonymousVisitorId };
    }
    return state.absorbedVisitor === 'merged' ? resolve({ contactId: mergedInto }) : undefined;
  }

  const keyOf = ({ memberId, contactId, anonymousVisitorId }: ParticipantIds) =>
    memberId ?? contactId ?? anonymousVisitorId ?? '';

  function open(participant: ParticipantIds): StoredConversation {
    const person = resolve(participant);
    if (!person) throw wixFailure(404, 'NOT_FOUND');
    const key = keyOf(person);
    const stored = conversations.get(key) ?? { id: nextId(), participant: person, messages: [] };
    conversations.set(key, stored);
    return stored;
  }

  function find(conversationId: string): StoredConversation {
    const stored = [...conversations.values()].find(({ id }) => id === conversationId);
    if (!stored) throw wixFailure(404, 'CONVERSATION_NOT_FOUND');
    return stored;
  }

  function mergeVisitor(visitorId: string, contactId: string): void {
    const before = conversations.get(visitorId);
    conversations.delete(visitorId);
    contactOfVisitor.set(visitorId, contactId);
    if (before) open({ contactId }).messages.unshift(...before.messages);
  }

  function addContact(contact: TestContact): string {
    const id = nextId();
    contacts.set(id, contact);
    return id;
  }

  function collection(): Map<string, RecentEvent> {
    if (!state.recent) throw wixFailure(404, 'WDE0025');
    return state.recent;
  }

  function sendLog(): SendLogRows {
    if (!state.sendLog) throw wixFailure(404, 'WDE0025');
    return state.sendLog;
  }

  function caller(): CallerIdentity {
    const identity = currentCaller.getStore();
    if (!identity || identity === 'event-handler') throw new Error('The call has no token');
    return identity;
  }

  function toConversation({ id, participant }: StoredConversation): Conversation {
    const contact = contacts.get(participant.contactId ?? '');
    const participantDisplayData = omitUndefined({ imageUrl: AVATAR, name: contact?.firstName });
    return { _id: id, participant, participantDisplayData, channels: people.channelsOf(contact) };
  }

  const captchas = createCaptchas(port, () => state.now());
  const wix: Wix = {
    tokenInfo: port('tokenInfo', () => {
      const identity = caller();
      const [kind = '', subjectId = ''] = Object.entries(identity)[0] ?? [];
      const subjectType = SUBJECTS[kind] ?? 'UNKNOWN';
      return { active: true, subjectType, subjectId, exp: 4_000_000_000, ...state.tokenInfo };
    }),
    currentMember: port('currentMember', () => {
      const identity = caller();
      if (typeof identity === 'string' || !('memberId' in identity)) return undefined;
      const status = state.memberStatus;
      return { id: identity.memberId, ...(status !== undefined && { status }) };
    }),
    openConversation: port('openConversation', (participant) => {
      const before = conversations.size;
      const conversation = toConversation(open(participant));
      return { ...conversation, ...(conversations.size > before && { isNew: true }) };
    }),
    getConversation: port('getConversation', (id) => toConversation(find(id))),
    sendMessage: port('sendMessage', (conversationId, message, as) => {
      state.sent.push({ conversationId, message, as });
      const { participant, messages } = find(conversationId);
      const { content } = message;
      if ('form' in content && content.form.fields.length > 15) throw wixFailure(400);
      count += 1;
      const id = String(1000 + count);
      const stored = toMessage({
        ...message,
        _id: id,
        sequence: id,
        _createdDate: new Date(state.now()),
        sender: as.sendAs === 'CALLER' ? { appId: VELO_APP_ID } : participant,
      });
      if (stored) messages.push(stored);
      return id;
    }),
    acceptedChannels: port('acceptedChannels', () => state.channelForm),
    listMessages: port('listMessages', (conversationId, { limit, cursor, visibility }) => {
      const { messages } = find(conversationId);
      const newest = messages
        .toReversed()
        .filter((message) => visibility === 'BUSINESS' || message.visibility === visibility);
      const start = cursor === undefined ? 0 : newest.findIndex(({ _id }) => _id === cursor) + 1;
      const page = newest.slice(start, start + limit);
      const last = page.at(-1);
      const isLast = start + limit >= newest.length;
      return { messages: page, ...(!isLast && last && { cursor: last._id }) };
    }),
    submitContact: port('submitContact', (contact) => {
      const identity = caller();
      if (typeof identity === 'string') throw wixFailure(403);
      if ('memberId' in identity) return members.get(identity.memberId)?.contactId ?? '';
      const visitorId = 'visitorId' in identity ? identity.visitorId : '';
      const linkedContactId = contactOfVisitor.get(visitorId);
      const contactId = contactBy(contact.email) ?? linkedContactId ?? addContact(contact);
      mergeVisitor(visitorId, contactId);
      return contactId;
    }),
    createContact: port(
      'createContact',
      (contact) => contactBy(contact.email) ?? addContact(contact),
    ),
    getContact: port('getContact', (id) => {
      if (!contacts.has(id)) throw wixFailure(404, 'CONTACT_NOT_FOUND');
      return { id };
    }),
    newestContactSources: port('newestContactSources', (limit) =>
      people.sourcesOf(contacts, limit),
    ),
    postTitle: port('postTitle', (postId) => state.posts.get(postId)),
    memberOfContact: port('memberOfContact', (contactId) => memberOf(contactId)),
    findContacts: port('findContacts', (query, limit) =>
      people.findContacts(contacts, query, limit),
    ),
    findMembers: port('findMembers', (by) => people.findMembers(members, by)),
    ...recentPort(port, collection),
    ...sendLogPort(port, sendLog),
    hasCollection: port('hasCollection', (name) =>
      name === 'InboxRecent' ? state.recent !== undefined : state.sendLog !== undefined,
    ),
    createCollection: port('createCollection', (name) => {
      if (name === 'InboxRecent') state.recent = new Map();
      else state.sendLog = createMemoryRows(() => state.now());
    }),
    createSecret: port('createSecret', (name, value) => void state.secrets.set(name, value)),
    secret: port('secret', (name) => state.secrets.get(name)),
    authorizeCaptcha: captchas.authorizeCaptcha,
    publish: port('publish', (channel, payload) => {
      if (!/^@?[\w-]+$/.test(channel.name)) throw new Error('Failed to publish: the channel');
      state.published.push({ channel, payload });
    }),
  };

  /**
   * Wraps a method of the port: records the call, applies a fault, and throws errors as the adapters of Wix's SDK
   * do.
   */
  function port<Arguments extends readonly unknown[], Result>(
    operation: keyof Wix,
    execute: (...args: Arguments) => Result | Promise<Result>,
  ): (...args: Arguments) => Promise<Result> {
    return async (...args) => {
      state.calls.push(operation);
      let result: { readonly value: Result } | undefined;
      const run = async () => {
        result = { value: await execute(...args) };
      };
      try {
        const fault = state.faults.get(operation);
        await (fault ? fault(run) : run());
      } catch (error) {
        throw fromWixError(error, operation);
      }
      if (!result) throw fromWixError(new Error('The fault did not execute the call'), operation);
      return result.value;
    };
  }

  const state: WixInMemory = {
    wix,
    calls: [],
    sent: [],
    faults: new Map(),
    absorbedVisitor: 'merged',
    tokenInfo: {},
    memberStatus: undefined,
    channelForm: 'names',
    posts: new Map(),
    now: () => count * 1000,
    contacts,
    recent: new Map(),
    sendLog: createMemoryRows(() => state.now()),
    secrets: new Map([['TestSecret', 'of the test']]),
    published: [],
    messagesOf: (participant) => conversations.get(keyOf(participant))?.messages ?? [],
    deleteContact: (contactId) => void contacts.delete(contactId),
    createVisitor: async () => nextId(),
    solveCaptcha: captchas.solveCaptcha,
    async createContact(contact) {
      return addContact(contact);
    },
    async createMember(contact) {
      const memberId = nextId();
      const contactId = contactBy(contact.email) ?? addContact(contact);
      members.set(memberId, { contactId, email: contact.email });
      return { memberId, contactId };
    },
    async withoutCollection(work) {
      state.recent = undefined;
      state.sendLog = undefined;
      await currentCaller.run('event-handler', work);
    },
    runAs: (identity, work) => currentCaller.run(identity, work),
    listPublished: async () => state.published,
    close: async () => {},
  };
  return state;
}
