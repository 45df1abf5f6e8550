import { expect } from 'vitest';
import { contactPage, fillForm } from '../support/browser/contact-page.ts';
import { LOW_CONTRAST_TEXTS } from '../support/browser/low-contrast.ts';
import { browserTest } from '../support/browser/site-in-browser.ts';

const setup = contactPage('contact');

const FOCUSED_ID_AND_OUTLINE =
  '[document.activeElement.id, getComputedStyle(document.activeElement).outlineStyle]';

browserTest('shows the empty form without errors, and makes no request', async () => {
  const { page, requests, text } = await setup();

  await expect.poll(() => page.locator('h1').innerText()).toBe('Contact us');
  await expect.poll(() => page.locator('[aria-invalid="true"]').count()).toBe(0);
  await expect.poll(() => text('#status')).toBe('');
  await expect
    .poll(() => page.getByRole('button', { name: 'Send message' }).isEnabled())
    .toBe(true);
  expect(await requests()).toEqual([]);
});

browserTest(
  'marks invalid fields, shows the errors next to them, and focuses the first',
  async () => {
    const { page, requests, text } = await setup();

    await page.locator('#email').fill('nora@');
    await page.locator('#submitButton').click();
    await page.locator('#status:not(:empty)').waitFor();

    await expect.poll(() => text('#firstNameError')).toBe('This field is required.');
    await expect.poll(() => text('#emailError')).toBe('Enter a valid e-mail address.');
    await expect.poll(() => text('#messageError')).toBe('This field is required.');
    await expect.poll(() => text('#status')).toContain('Please fix the highlighted fields.');
    const invalid = page.locator('[aria-invalid="true"]');
    await expect
      .poll(() => invalid.evaluateAll((all) => all.map(({ id }) => id)))
      .toEqual(['firstName', 'email', 'message']);
    await expect.poll(() => page.locator(':focus').getAttribute('id')).toBe('firstName');
    await expect.poll(() => page.locator('#email').inputValue()).toBe('nora@');
    expect(await requests()).toEqual([]);
  },
);

browserTest('sends the form, shows the confirmation, and clears the form', async () => {
  const { page, sent, fromVisitors, events } = await setup();

  await fillForm(page);
  await page.locator('#subscribeNewsletter').check();
  await page.locator('#submitButton').click();
  await sent.waitFor();

  await expect.poll(() => sent.innerText()).toContain('Thank you');
  await expect.poll(() => page.locator('#message').inputValue()).toBe('');
  await expect.poll(() => page.locator('#subscribeNewsletter').isChecked()).toBe(false);
  await expect.poll(() => page.locator('[aria-invalid="true"]').count()).toBe(0);
  const [message, ...others] = await fromVisitors();
  expect(others).toEqual([]);
  expect(message?.body.message?.content?.form?.fields?.map(({ value }) => value)).toEqual([
    'Nora',
    'nora.new@example.com',
    'Is there a place in March?',
    'Yes',
  ]);
  expect((await events()).find(({ name }) => name === 'contact-created')?.outcome).toBe(
    'delivered',
  );
});

browserTest(
  'shows that the form is being sent and disables the button until the response arrives',
  async () => {
    const { page, sent, text } = await setup();
    let release: () => void = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.route('**/sendFormData.ajax*', async (route) => {
      await held;
      await route.continue();
    });

    await fillForm(page);
    await page.locator('#submitButton').click();
    await page.getByRole('button', { name: 'Sending…' }).waitFor();

    await expect.poll(() => page.locator('#submitButton').isDisabled()).toBe(true);
    await expect.poll(() => text('#status')).toBe('Sending your message…');
    release();
    await sent.waitFor();
    await expect.poll(() => text('#submitButton')).toBe('Send message');
  },
);

browserTest(
  'sends the form on Enter in a one-line field, and adds a line break in the message',
  async () => {
    const { page, sent, fromVisitors } = await setup();

    await fillForm(page, 'One');
    await page.locator('#message').press('End');
    await page.locator('#message').press('Enter');
    await page.locator('#message').pressSequentially('Two');
    await page.locator('#email').press('Enter');
    await sent.waitFor();

    const [message] = await fromVisitors();
    expect(message?.body.message?.content?.form?.fields?.map(({ value }) => value)).toContain(
      'One\nTwo',
    );
  },
);

browserTest('shows entered text as text, never as markup', async () => {
  const { page, sent, fromVisitors } = await setup();
  const attack =
    '<img src=x onerror="document.title=\'owned\'"><script>document.title="owned"</script>';

  await fillForm(page, attack);
  await page.locator('#submitButton').click();
  await sent.waitFor();
  await page.goto(`${new URL(page.url()).origin}/_emulator/inbox`);
  await page.getByText('<img src=x', { exact: false }).first().waitFor();

  await expect.poll(() => page.title()).not.toContain('owned');
  expect((await fromVisitors())[0]?.body.message?.content?.form?.fields?.at(-2)?.value).toBe(
    attack,
  );
});

browserTest.for([360, 768, 1280])(
  'fits into %i pixels without scrolling sideways',
  async (width) => {
    const { page } = await setup({ width, height: 740 });

    await page.locator('#submitButton').click();
    await page.locator('#status:not(:empty)').waitFor();

    const scrolls = await page.evaluate('document.documentElement.scrollWidth');
    expect(scrolls).toBe(width);
  },
);

browserTest('has a contrast of at least 4.5 to 1 in each state', async () => {
  const { page, sent } = await setup();
  const lowContrastTexts = () => page.evaluate(LOW_CONTRAST_TEXTS);

  await expect.poll(() => lowContrastTexts()).toEqual([]);
  await page.locator('#submitButton').click();
  await page.locator('#status:not(:empty)').waitFor();
  await expect.poll(() => lowContrastTexts()).toEqual([]);
  const whileSending: unknown[] = [];
  await page.route('**/sendFormData.ajax*', async (route) => {
    whileSending.push(await lowContrastTexts());
    await route.continue();
  });
  await fillForm(page);
  await page.locator('#submitButton').click();
  await sent.waitFor();
  expect(whileSending).toEqual([[]]);
  await expect.poll(() => lowContrastTexts()).toEqual([]);
});

browserTest('can be used with the keyboard only, and shows the focus', async () => {
  const { page, sent } = await setup();
  const focused = () => page.evaluate(FOCUSED_ID_AND_OUTLINE);

  await page.locator('#firstName').focus();
  for (const [id, text] of [
    ['firstName', 'Nora'],
    ['lastName', ''],
    ['email', 'nora.new@example.com'],
    ['phone', ''],
    ['message', 'Hello'],
  ]) {
    await expect.poll(() => focused()).toEqual([id, 'solid']);
    await page.keyboard.type(text ?? '');
    await page.keyboard.press('Tab');
  }
  await expect.poll(() => focused()).toEqual(['subscribeNewsletter', 'solid']);
  await page.keyboard.press('Space');
  await page.keyboard.press('Tab');
  await expect.poll(() => focused()).toEqual(['submitButton', 'solid']);
  await page.keyboard.press('Enter');
  await sent.waitFor();
});
