// Elements are still found by the names that they had in earlier versions.
import { expect, test, vi } from 'vitest';
import { chat } from 'public/inbox-chat';
import { contactForm } from 'public/inbox-contact-form';
import { createDraftStore } from 'public/inbox-dashboard-drafts';
import { createConversationPanel } from 'public/inbox-dashboard-conversation';
import { DASHBOARD_TEXTS } from 'public/inbox-dashboard-texts';
import { createElementFinder } from 'public/inbox-element-finder';
import type { Message } from 'public/inbox-shapes';
import { createFakeChatPage } from '../support/public/fake-chat-page.ts';
import { createFakeContactPage } from '../support/public/fake-contact-page.ts';
import {
  createFakeSelector,
  FakeBox,
  FakeButton,
  FakeDropdown,
  FakeImage,
  FakeInput,
  FakeRepeater,
  FakeText,
} from '../support/public/fake-elements.ts';
import { createFakeClock, settle } from '../support/public/fake-ports.ts';

const CONVERSATION = {
  _id: '1',
  participant: { memberId: 'm' },
  participantDisplayData: { name: 'Ada' },
  channels: ['CHAT', 'EMAIL'],
} as const;

const MESSAGE: Message = {
  _id: '7',
  sequence: '7',
  _createdDate: '2026-11-20T09:00:00.000Z',
  direction: 'PARTICIPANT_TO_BUSINESS',
  visibility: 'BUSINESS_AND_PARTICIPANT',
  sender: {},
  content: { basic: { items: [{ text: 'Hello' }] } },
};

/** Creates a conversation panel on a page whose ids begin with these prefixes. */
function setupPanel(box: string, input: string, item: string) {
  const elements = {
    [`${box}Box`]: new FakeBox(),
    [`${box}Name`]: new FakeText(),
    [`${box}Status`]: new FakeText(),
    [`${box}Older`]: new FakeButton(),
    [`${box}Send`]: new FakeButton(),
    [`${box}Channel`]: new FakeDropdown(),
  };
  const messages = new FakeRepeater(() => ({
    [`${item}Text`]: new FakeText(),
    [`${item}Image`]: new FakeImage(),
    [`${item}Link`]: new FakeButton(),
    [`${item}From`]: new FakeText(),
    [`${item}Time`]: new FakeText(),
    [`${item}Bubble`]: new FakeBox(),
  }));
  const reply = new FakeInput('$w.TextBox');
  const $w = createFakeSelector({ ...elements, [`${box}Messages`]: messages, [input]: reply });
  const { find, reportMissing } = createElementFinder($w, {}, 'dashboard');
  const send = vi.fn(async () => ({ ok: true, conversationId: '1', messageId: '8' }) as const);
  const panel = createConversationPanel({
    methods: {
      recent: async () => ({ ok: true, recent: [] }),
      find: async () => ({ ok: true, participants: [] }),
      open: async () => ({ ok: true, conversation: CONVERSATION }),
      conversation: async () => ({ ok: true, conversation: CONVERSATION }),
      messages: async () => ({ ok: true, messages: [MESSAGE], cursor: 'older' }),
      send,
    },
    find,
    elements: {},
    texts: DASHBOARD_TEXTS.en,
    language: 'en',
    drafts: createDraftStore(undefined, async () => undefined),
    wait: createFakeClock().wait,
  });
  reportMissing();
  return { elements, messages, reply, panel, send };
}

test.each([
  ['today’s', 'conversation', 'conversationInput', 'message'],
  ['former', 'talk', 'talkAnswer', 'talk'],
])('the conversation panel works with %s ids', async (_, box, input, item) => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
  const { elements, messages, reply, panel, send } = setupPanel(box, input, item);

  await panel.open(Promise.resolve({ ok: true, conversation: CONVERSATION }));
  expect(elements).toMatchObject({
    [`${box}Box`]: { shown: true },
    [`${box}Name`]: { text: 'Ada' },
    [`${box}Older`]: { shown: true },
    [`${box}Channel`]: { shown: true },
  });
  expect(messages.items()).toMatchObject([
    {
      [`${item}Text`]: { text: 'Hello', shown: true },
      [`${item}Image`]: { shown: false },
      [`${item}Link`]: { shown: false },
      [`${item}From`]: { text: 'Ada', shown: true },
      [`${item}Time`]: { shown: true },
      [`${item}Bubble`]: { classes: new Set(['from-them']) },
    },
  ]);

  reply.enter('Hi Ada');
  const button = elements[`${box}Send`];
  if (button instanceof FakeButton) button.click();
  await settle();
  expect(send).toHaveBeenCalledOnce();
  expect(elements).toMatchObject({ [`${box}Status`]: { text: 'Reply sent.' } });
  expect(warn).not.toHaveBeenCalled();
});

test('contactForm shows errors in #<key>Fault where the page has no #<key>Error', () => {
  const page = createFakeContactPage();
  const ids: Readonly<Record<string, unknown>> = {
    ...page,
    emailError: undefined,
    emailFault: page.emailError,
  };
  contactForm(createFakeSelector(ids), { send: async () => ({ ok: true }) });

  page.email.enter('nora@');
  page.submitButton.click();

  expect(page.emailError.text).toBe('Enter a valid e-mail address.');
});

test.each([
  ['#chatPicture and #chatFile', {}, 'chatPicture', 'chatFile'],
  [
    'the selectors of the former names',
    { chatPicture: '#button1', chatFile: '#button2' },
    'button1',
    'button2',
  ],
])('chat finds its upload buttons by %s', async (_, elements, imageId, fileId) => {
  const { chatAddImage, chatAddFile, ...page } = createFakeChatPage();
  const $w = createFakeSelector({ ...page, [imageId]: chatAddImage, [fileId]: chatAddFile });
  chat($w, {
    list: async () => ({ ok: true, canRead: true, messages: [] }),
    send: async () => ({ ok: true }),
    wait: createFakeClock().wait,
    elements,
  });

  chatAddImage.choose('cup.jpg');
  chatAddFile.choose('plan.pdf');

  expect(page.chatStatus.text).toBe('Attached: cup.jpg, plan.pdf');
});
