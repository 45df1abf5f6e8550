import { dashboard } from 'public/inbox-dashboard';
import type { DashboardOptions } from 'public/inbox-dashboard';
import type {
  Answer,
  Conversation,
  Message,
  PeopleQuery,
  RecentEvent,
  SentByBusiness,
} from 'public/inbox-shapes';
import {
  createFakeSelector,
  FakeBox,
  FakeButton,
  FakeImage,
  FakeInput,
  FakeRepeater,
  FakeText,
} from './fake-elements.ts';
import { createFakeClock, createFakeIdentity, createFakeRealtime, settle } from './fake-ports.ts';

/** A pending call of `sendMessageTo`. */
interface PendingReply {
  readonly to: unknown;
  answer(answer: Answer<SentByBusiness>): Promise<unknown>;
}

/** A pending call of `findParticipants`. */
interface PendingSearch {
  readonly query: PeopleQuery;
  /** Answers with contacts of these names. */
  find(...names: readonly string[]): void;
}

/** The answer for the id of a merged conversation. */
const NOT_FOUND = {
  ok: false,
  error: { code: 'CONVERSATION_NOT_FOUND', message: 'This conversation does not exist.' },
} as const;

/** Creates the dashboard page with conversations in memory, by id. A conversation's participant has the same id. */
export async function dashboardPage(options: Partial<DashboardOptions> = {}) {
  const page = createFakeDashboardPage();
  const realtime = createFakeRealtime();
  const identity = createFakeIdentity();
  const clock = createFakeClock();
  const conversations = new Map<string, Message[]>();
  /** The conversation that another one was merged into, by its id. */
  const merges = new Map<string, string>();
  const names = new Map<string, string>();
  const reads: string[] = [];
  const replies: PendingReply[] = [];
  const searches: PendingSearch[] = [];
  let recent: readonly RecentEvent[] = [];

  function toConversation(id: string): Conversation {
    const name = names.get(id);
    return {
      _id: id,
      participant: { anonymousVisitorId: id },
      ...(name !== undefined && { participantDisplayData: { name } }),
    };
  }

  dashboard(page.$w, {
    methods: {
      recent: async () => ({ ok: true, recent }),
      find: (query) =>
        new Promise((answer) => {
          searches.push({
            query,
            find: (...found) =>
              answer({
                ok: true,
                participants: found.map((name) => ({ name, participant: { contactId: name } })),
              }),
          });
        }),
      open: async () => NOT_FOUND,
      conversation: async (id) => {
        reads.push(id);
        return { ok: true, conversation: toConversation(merges.get(id) ?? id) };
      },
      messages: async (id) =>
        merges.has(id)
          ? NOT_FOUND
          : { ok: true, messages: [...(conversations.get(id) ?? [])].reverse() },
      send: (to) =>
        new Promise((answer) => {
          replies.push({ to, answer: (given) => (answer(given), settle()) });
        }),
    },
    realtime: realtime.port,
    identity: identity.port,
    wait: clock.wait,
    isVisible: () => true,
    ...options,
  });
  await settle();

  const rows = () => page.recentList.items();
  return {
    page,
    identity,
    clock,
    merges,
    names,
    reads,
    replies,
    searches,
    /** Adds a message of a participant, and its event, and publishes a ping. */
    async receive(conversationId: string, text: string): Promise<void> {
      const number = String(recent.length + 1);
      const direction = 'PARTICIPANT_TO_BUSINESS';
      const at = new Date(Date.UTC(2026, 10, 3, 10, recent.length)).toISOString();
      const messages = conversations.get(conversationId) ?? [];
      const content = { previewText: text, basic: { items: [{ text }] } };
      const visibility = 'BUSINESS_AND_PARTICIPANT';
      messages.push({
        ...{ _id: number, sequence: number, direction, visibility, content, sender: {} },
        _createdDate: at,
      });
      conversations.set(conversationId, messages);
      recent = [{ _id: number, kind: 'message', direction, at, conversationId }, ...recent];
      realtime.ping();
      await clock.pass(3);
    },
    /** Adds the event of a merge, and publishes a ping. */
    async merge(from: string, to: string): Promise<void> {
      conversations.set(to, [...(conversations.get(to) ?? []), ...(conversations.get(from) ?? [])]);
      merges.set(from, to);
      realtime.ping('merged');
      await clock.pass(3);
    },
    /** Opens the conversation of a row, by its position. */
    async open(row: number): Promise<void> {
      rows()[row]?.recentOpen.click();
      await settle();
    },
    /** Returns the names of the rows, and those that are marked as new. */
    who: () =>
      rows().map(({ recentWho, recentUnread }) =>
        recentUnread.shown ? `${recentWho.text} (${recentUnread.text})` : recentWho.text,
      ),
    /** Searches for a text. */
    async search(text: string): Promise<void> {
      page.findInput.enter(text);
      page.findButton.click();
      await settle();
    },
    found: () => page.foundList.items().map(({ foundName }) => foundName.text),
    shownTexts: () => page.conversationMessages.items().map(({ messageText }) => messageText.text),
  };
}

function createFakeDashboardPage() {
  const elements = {
    recentStatus: new FakeText(),
    recentList: new FakeRepeater(() => ({
      recentWho: new FakeText(),
      recentWhat: new FakeText(),
      recentTime: new FakeText(),
      recentUnread: new FakeText(),
      recentOpen: new FakeButton(),
    })),
    findInput: new FakeInput(),
    findButton: new FakeButton(),
    findStatus: new FakeText(),
    foundList: new FakeRepeater(() => ({
      foundName: new FakeText(),
      foundAddress: new FakeText(),
      foundOpen: new FakeButton(),
    })),
    conversationBox: new FakeBox(),
    conversationName: new FakeText(),
    conversationStatus: new FakeText(),
    conversationOlder: new FakeButton(),
    conversationNew: new FakeButton(),
    conversationAnnouncement: new FakeText(),
    conversationInput: new FakeInput('$w.TextBox'),
    conversationSend: new FakeButton(),
    conversationMessages: new FakeRepeater(() => ({
      messageBubble: new FakeBox(),
      messageFrom: new FakeText(),
      messageText: new FakeText(),
      messageImage: new FakeImage(),
      messageLink: new FakeButton(),
      messageTime: new FakeText(),
    })),
  };
  return { ...elements, $w: createFakeSelector(elements) };
}
