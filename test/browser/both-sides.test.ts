import { expect } from 'vitest';
import { toRecord, inboxScreen } from '../support/browser/inbox-screen.ts';
import { browserTest } from '../support/browser/site-in-browser.ts';

const setup = inboxScreen();

const TEMPLATE = {
  direction: 'BUSINESS_TO_PARTICIPANT',
  content: {
    template: {
      title: 'Your visit',
      textLines: ['Saturday at ten'],
      imageUrl: 'https://a.example/garden.jpg',
      buttons: [
        { label: 'Yes', postbackProperties: { interactionId: 'visit:yes' } },
        { label: 'Map', launchUrl: 'https://a.example/map' },
      ],
    },
  },
};
const BUSINESS_FORM = {
  visibility: 'BUSINESS',
  content: { form: { title: 'Note', fields: [{ name: 'Budget', value: 'high' }] } },
};

browserTest(
  'shows both sides next to each other, with a placeholder for hidden messages',
  async () => {
    const { page, open, send, show, businessMessages, participantMessages } = await setup();
    const id = await open();
    await send(id, 'Hello');
    await send(id, '', BUSINESS_FORM);
    await show(id);

    await expect.poll(() => participantMessages.nth(0).getByText('Hello').isVisible()).toBe(true);
    await expect
      .poll(() => participantMessages.nth(1).innerText())
      .toBe('Only visible to the business');
    await expect.poll(() => page.getByText('high').count()).toBe(1);
    const [business, participant] = [
      await businessMessages.nth(1).boundingBox(),
      await participantMessages.nth(1).boundingBox(),
    ];
    expect(participant?.y).toBe(business?.y);
    expect(participant?.x).toBeGreaterThan((business?.x ?? 0) + (business?.width ?? 0));
    const tops = await page
      .locator('#sides, #log, #reply')
      .evaluateAll((boxes) => boxes.map((box) => box.getBoundingClientRect().top));
    expect(tops).toEqual(tops.toSorted((one, other) => one - other));
  },
);

browserTest('switches between the sides at 360 pixels, also with the keyboard', async () => {
  const { page, open, send, show, businessMessages, participantMessages } = await setup({
    width: 360,
    height: 740,
  });
  const id = await open();
  await send(id, 'Hello');
  await send(id, '', TEMPLATE);
  await show(id);
  expect([
    await businessMessages.first().isVisible(),
    await participantMessages.first().isVisible(),
  ]).toEqual([true, false]);

  await page.getByRole('radio', { name: 'Business', exact: true }).focus();
  await page.keyboard.press('ArrowRight');

  expect([
    await businessMessages.first().isVisible(),
    await participantMessages.first().isVisible(),
  ]).toEqual([false, true]);
  await expect.poll(() => page.evaluate('document.documentElement.scrollWidth')).toBe(360);
});

browserTest('clicks a button as the participant, and shows the delivery of its event', async () => {
  const { page, open, send, show, participantMessages, events } = await setup();
  const id = await open();
  await send(id, '', TEMPLATE);
  await show(id);

  await participantMessages.getByRole('button', { name: 'Yes' }).press('Enter');
  await page
    .getByText('Clicked Yes. Not handled: the site has no handler for button clicks.')
    .waitFor();
  await page.locator('#newest-event').getByText('message-button-interacted').waitFor();
  await page.locator('#newest-event').getByText('no handler').waitFor();

  expect((await events()).map(({ name }) => name)).toEqual([
    'message-sent-to-participant',
    'message-button-interacted',
  ]);
  await expect
    .poll(() => participantMessages.getByRole('link', { name: 'Map' }).getAttribute('rel'))
    .toBe('noopener noreferrer');
});

browserTest(
  'replies with a template of two buttons, and skips the empty row between them',
  async () => {
    const { page, open, show, participantMessages, idleReplyForm } = await setup();
    await show(await open());

    await page.getByRole('radio', { name: 'Template' }).check({ force: true });
    await page.getByRole('textbox', { name: 'Title' }).fill('Your visit');
    await page.getByRole('textbox', { name: 'Text lines' }).fill('one\n\ntwo');
    await page.getByRole('radio', { name: 'Landscape' }).check({ force: true });
    for (const [row, label, field, value] of [
      [1, 'Map', 'Link', 'https://a.example/map'],
      [3, 'Yes', 'Interaction ID', 'visit:yes'],
    ] as const) {
      const group = page.getByRole('group', { name: `Button ${String(row)}`, exact: true });
      while (!(await group.isVisible())) {
        await page.getByRole('button', { name: 'Add button' }).click();
      }
      await group.getByRole('textbox', { name: 'Label' }).fill(label);
      await group.getByRole('textbox', { name: field }).fill(value);
    }
    await page.keyboard.press('Control+Enter');
    await participantMessages.getByRole('button', { name: 'Yes' }).waitFor();
    await idleReplyForm.waitFor();

    await expect.poll(() => page.getByRole('textbox', { name: 'Title' }).inputValue()).toBe('');
    await expect
      .poll(() => participantMessages.locator('.template-card.landscape').innerText())
      .toMatch(/Your visit\s+one\s+two\s+Map\s+Yes/);
  },
);

browserTest.for([
  ['Minimal', 'minimal'],
  ['Form', 'form'],
] as const)('sends one message of the type %s for a double click', async ([type, kind]) => {
  const { page, open, show, businessMessages } = await setup();
  await show(await open());

  await page.getByRole('radio', { name: type }).check({ force: true });
  await page.getByRole('textbox', { name: type === 'Form' ? 'Value' : 'Text' }).fill('Called back');
  await page.getByRole('button', { name: 'Send' }).dblclick();
  await businessMessages.getByText('Called back').waitFor();

  await expect.poll(() => page.locator(`#messages > .is-${kind}`).count()).toBe(1);
  await expect.poll(() => businessMessages.count()).toBe(1);
});

browserTest(
  'shows the errors of Wix at the fields, keeps their values, and focuses the first',
  async () => {
    const { page, open, show, businessMessages } = await setup({ expected: [/400/] });
    await show(await open());

    await page.getByRole('radio', { name: 'Template' }).check({ force: true });
    await page.getByRole('textbox', { name: 'Image URL' }).fill('<b>nowhere</b>');
    await page.getByRole('button', { name: 'Add button' }).click();
    const second = page.getByRole('group', { name: 'Button 2' });
    await second.getByRole('textbox', { name: 'Link' }).fill('nowhere');
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByRole('alert').getByText('Please fix the highlighted fields').waitFor();

    const imageUrl = page.getByRole('textbox', { name: 'Image URL' });
    await expect.poll(() => imageUrl.getAttribute('aria-invalid')).toBe('true');
    await expect
      .poll(() => imageUrl.evaluate((field) => field === field.ownerDocument.activeElement))
      .toBe(true);
    await expect.poll(() => imageUrl.inputValue()).toBe('<b>nowhere</b>');
    await expect
      .poll(() => second.getByRole('textbox', { name: 'Label' }).getAttribute('aria-invalid'))
      .toBe('true');
    await expect
      .poll(() => second.locator('.field-error').allInnerTexts())
      .toEqual([expect.stringMatching(/^Wix: /), expect.stringMatching(/^Wix: /), '']);
    await imageUrl.fill('');
    await expect.poll(() => imageUrl.getAttribute('aria-invalid')).toBe(null);
    await expect.poll(() => businessMessages.count()).toBe(0);
  },
);

browserTest('keeps an unfinished template when the conversation is merged', async () => {
  const { page, open, send, show, makeVisitorMember } = await setup();
  const id = await open();
  await send(id, 'as a visitor');
  await show(id);
  await page.getByRole('radio', { name: 'Template' }).check({ force: true });
  await page.getByRole('textbox', { name: 'Title' }).fill('half');

  await makeVisitorMember();

  await expect.poll(() => page.getByRole('textbox', { name: 'Title' }).inputValue()).toBe('half');
  await page.keyboard.press('Control+Enter');
  await page.locator('#messages .of-participant').getByText('half').waitFor();
});

browserTest('shows Realtime messages when they are published, with any content', async () => {
  const { page, open, send, show, rest } = await setup();
  const id = await open();
  await send(id, 'Hello');
  await show(id);
  await page.locator('#delivery > summary').press('Enter');

  await rest('/_api/wix-duplexer-api/v3/publish', {
    channels: ['news'],
    resourceId: '<b>x</b>',
    payload: { payload: { kind: '<img src=x onerror="document.title=1">\u202E' } },
  });
  await page.locator('#realtime-list').getByText('No subscribers').waitFor();

  const ping = await page.locator('#realtime-list > li').innerText();
  expect(ping).toContain('{"kind":"<img src=x onerror=\\"document.title=1\\">U+202E"}');
  expect(ping).toContain('for <b>x</b>');
  await expect.poll(() => page.locator('#delivery img, #delivery b').count()).toBe(0);
  await expect.poll(() => page.locator('#delivery').getAttribute('open')).toBe('');
  expect(toRecord(await page.evaluate('({ title: document.title })'))['title']).toBe(
    'Inbox of My Site',
  );
});
