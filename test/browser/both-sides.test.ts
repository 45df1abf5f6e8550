import { expect } from 'vitest';
import { fieldsOf, inboxInBrowser } from '../support/browser/inbox-screen.ts';
import { browserTest } from '../support/browser/site-in-browser.ts';

const setup = inboxInBrowser();

const CARD = {
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
const NOTE = {
  visibility: 'BUSINESS',
  content: { form: { title: 'Note', fields: [{ name: 'Budget', value: 'high' }] } },
};

browserTest('shows both sides beside each other, a gap for what is hidden', async () => {
  const { page, open, send, show, messages, seen } = await setup();
  const id = await open();
  await send(id, 'Hello');
  await send(id, '', NOTE);
  await show(id);

  expect(await seen.nth(0).getByText('Hello').isVisible()).toBe(true);
  expect(await seen.nth(1).innerText()).toBe('Only visible to the business');
  expect(await page.getByText('high').count()).toBe(1);
  const [business, participant] = [
    await messages.nth(1).boundingBox(),
    await seen.nth(1).boundingBox(),
  ];
  expect(participant?.y).toBe(business?.y);
  expect(participant?.x).toBeGreaterThan((business?.x ?? 0) + (business?.width ?? 0));
  const tops = await page
    .locator('#sides, #log, #reply')
    .evaluateAll((boxes) => boxes.map((box) => box.getBoundingClientRect().top));
  expect(tops).toEqual(tops.toSorted((one, other) => one - other));
});

browserTest('switches between the sides on a screen of 360 pixels, by keys too', async () => {
  const { page, open, send, show, messages, seen } = await setup({ width: 360, height: 740 });
  const id = await open();
  await send(id, 'Hello');
  await send(id, '', CARD);
  await show(id);
  expect([await messages.first().isVisible(), await seen.first().isVisible()]).toEqual([
    true,
    false,
  ]);

  await page.getByRole('radio', { name: 'Business', exact: true }).focus();
  await page.keyboard.press('ArrowRight');

  expect([await messages.first().isVisible(), await seen.first().isVisible()]).toEqual([
    false,
    true,
  ]);
  expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
});

browserTest('presses a button as the participant, and shows what became of it', async () => {
  const { page, open, send, show, seen, events } = await setup();
  const id = await open();
  await send(id, '', CARD);
  await show(id);

  await seen.getByRole('button', { name: 'Yes' }).press('Enter');
  await page.getByText('Clicked Yes.').waitFor();
  await page.locator('#newest-event').getByText('message-button-interacted').waitFor();
  await page.locator('#newest-event').getByText('no handler').waitFor();

  expect((await events()).map(({ name }) => name)).toEqual([
    'message-sent-to-participant',
    'message-button-interacted',
  ]);
  expect(await seen.getByRole('link', { name: 'Map' }).getAttribute('rel')).toBe(
    'noopener noreferrer',
  );
});

browserTest(
  'answers with a template of two buttons, without the empty row between them',
  async () => {
    const { page, open, show, seen, replied } = await setup();
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
    await seen.getByRole('button', { name: 'Yes' }).waitFor();
    await replied.waitFor();

    expect(await page.getByRole('textbox', { name: 'Title' }).inputValue()).toBe('');
    expect(await seen.locator('.template-card.landscape').innerText()).toMatch(
      /Your visit\s+one\s+two\s+Map\s+Yes/,
    );
  },
);

browserTest.for([
  ['Minimal', 'minimal'],
  ['Form', 'form'],
] as const)('sends one message of the type %s', async ([type, kind]) => {
  const { page, open, show, messages } = await setup();
  await show(await open());

  await page.getByRole('radio', { name: type }).check({ force: true });
  await page.getByRole('textbox', { name: type === 'Form' ? 'Value' : 'Text' }).fill('Called back');
  await page.getByRole('button', { name: 'Send' }).dblclick();
  await messages.getByText('Called back').waitFor();

  expect(await page.locator(`#messages > .is-${kind}`).count()).toBe(1);
  expect(await messages.count()).toBe(1);
});

browserTest('tells what Wix refuses at the fields, keeps them, and goes to the first', async () => {
  const { page, open, show, messages } = await setup({ expected: [/400/] });
  await show(await open());

  await page.getByRole('radio', { name: 'Template' }).check({ force: true });
  await page.getByRole('textbox', { name: 'Image URL' }).fill('<b>nowhere</b>');
  await page.getByRole('button', { name: 'Add button' }).click();
  const second = page.getByRole('group', { name: 'Button 2' });
  await second.getByRole('textbox', { name: 'Link' }).fill('nowhere');
  await page.getByRole('button', { name: 'Send' }).click();
  await page.getByRole('alert').getByText('Please fix the highlighted fields').waitFor();

  const picture = page.getByRole('textbox', { name: 'Image URL' });
  expect(await picture.getAttribute('aria-invalid')).toBe('true');
  expect(await picture.evaluate((field) => field === field.ownerDocument.activeElement)).toBe(true);
  expect(await picture.inputValue()).toBe('<b>nowhere</b>');
  expect(await second.getByRole('textbox', { name: 'Label' }).getAttribute('aria-invalid')).toBe(
    'true',
  );
  expect(await second.locator('.field-error').allInnerTexts()).toEqual([
    expect.stringMatching(/^Wix: /),
    expect.stringMatching(/^Wix: /),
    '',
  ]);
  await picture.fill('');
  expect(await picture.getAttribute('aria-invalid')).toBe(null);
  expect(await messages.count()).toBe(0);
});

browserTest('goes along with a merge with the half-written template', async () => {
  const { page, open, send, show, becomeMember } = await setup();
  const id = await open();
  await send(id, 'as a visitor');
  await show(id);
  await page.getByRole('radio', { name: 'Template' }).check({ force: true });
  await page.getByRole('textbox', { name: 'Title' }).fill('half');

  await becomeMember();

  expect(await page.getByRole('textbox', { name: 'Title' }).inputValue()).toBe('half');
  await page.keyboard.press('Control+Enter');
  await page.locator('#messages .of-participant').getByText('half').waitFor();
});

browserTest('shows pings of Realtime as they are published, whatever is in them', async () => {
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
  expect(await page.locator('#delivery img, #delivery b').count()).toBe(0);
  expect(await page.locator('#delivery').getAttribute('open')).toBe('');
  expect(fieldsOf(await page.evaluate('({ title: document.title })'))['title']).toBe(
    'Inbox of My Site',
  );
});
