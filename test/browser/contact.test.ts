import type { Page } from 'playwright-core';
import { expect, vi } from 'vitest';
import { browserTest, ready, siteInBrowser } from './site-in-browser.ts';
import type { SeenRequest } from './site-in-browser.ts';

const { visit } = siteInBrowser({ site: '.' });

const SEND = 'MessagesService.SendMessage';

async function fillIn(page: Page, text = 'Do you still have a place in March?'): Promise<void> {
  await page.getByLabel('First name').fill('Nora');
  await page.getByLabel('E-mail').first().fill('nora.new@example.com');
  await page.locator('#message').fill(text);
}

/** Visits the contact page and keeps what its web methods were called with. */
async function setup(options: Parameters<typeof visit>[1] = {}) {
  const site = await visit('/', options);
  const { page } = site;
  const calls: { readonly data: unknown; readonly key: string }[] = [];
  page.on('request', (request) => {
    if (!request.url().includes('/_webMethods/')) return;
    const [data, { idempotencyKey }] = request.postDataJSON();
    calls.push({ data, key: idempotencyKey });
  });
  const text = (id: string) => page.locator(id).innerText();
  const fromVisitor = async () => (await site.requests()).filter(isFromVisitor);
  return { ...site, calls, text, fromVisitor, sent: page.locator('#sent:not(:empty)') };
}

function isFromVisitor({ operation, body }: SeenRequest): boolean {
  return operation === SEND && body.message?.direction === 'PARTICIPANT_TO_BUSINESS';
}

browserTest('shows the empty form without a word of faults, and calls nothing', async () => {
  const { page, requests, text } = await setup();

  expect(await page.locator('h1').innerText()).toBe('Write to us');
  expect(await page.locator('[aria-invalid="true"]').count()).toBe(0);
  expect(await text('#status')).toBe('');
  expect(await page.getByRole('button', { name: 'Send message' }).isEnabled()).toBe(true);
  expect(await requests()).toEqual([]);
});

browserTest('marks what is faulty, says why beside it, and goes to the first of it', async () => {
  const { page, requests, text } = await setup();

  await page.getByLabel('E-mail').first().fill('nora@');
  await page.locator('#submitButton').click();

  expect(await text('#firstNameFault')).toBe('Please fill this in.');
  expect(await text('#emailFault')).toBe('This is not an e-mail address.');
  expect(await text('#messageFault')).toBe('Please fill this in.');
  expect(await text('#status')).toContain('Not sent yet');
  const invalid = page.locator('[aria-invalid="true"]');
  expect(await invalid.evaluateAll((all) => all.map(({ id }) => id))).toEqual([
    'firstName',
    'email',
    'message',
  ]);
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('firstName');
  expect(await page.locator('#email').inputValue()).toBe('nora@');
  expect(await requests()).toEqual([]);
});

browserTest('sends what was typed, says thank you, and empties the form', async () => {
  const { page, sent, fromVisitor, events } = await setup();

  await fillIn(page);
  await page.locator('#subscribeNewsletter').check();
  await page.locator('#submitButton').click();
  await sent.waitFor();

  expect(await sent.innerText()).toContain('Thank you');
  expect(await page.locator('#message').inputValue()).toBe('');
  expect(await page.locator('#subscribeNewsletter').isChecked()).toBe(false);
  expect(await page.locator('[aria-invalid="true"]').count()).toBe(0);
  const [message, ...others] = await fromVisitor();
  expect(others).toEqual([]);
  expect(message?.body.message?.content?.form?.fields?.map(({ value }) => value)).toEqual([
    'Nora',
    'nora.new@example.com',
    'Do you still have a place in March?',
    'Yes',
  ]);
  expect((await events()).find(({ name }) => name === 'contact-created')?.outcome).toBe(
    'delivered',
  );
});

browserTest(
  'says that it is sending, with the button off, while the answer is on its way',
  async () => {
    const { page, sent, text } = await setup();
    let letGo: () => void = () => {};
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    await page.route('**/_webMethods/**', async (route) => {
      await held;
      await route.continue();
    });

    await fillIn(page);
    await page.locator('#submitButton').click();
    await page.getByRole('button', { name: 'Sending…' }).waitFor();

    expect(await page.locator('#submitButton').isDisabled()).toBe(true);
    expect(await text('#status')).toBe('Your message is on its way.');
    letGo();
    await sent.waitFor();
    expect(await text('#submitButton')).toBe('Send message');
  },
);

browserTest('makes one message of ten clicks within 100 ms and an Enter', async () => {
  const { page, sent, calls, fromVisitor } = await setup();

  await fillIn(page);
  await page.locator('#email').evaluate((email) => {
    const press = () => email.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter' }));
    press();
    // Not `click()` of a person, who could not click a button that is off: ten events, whatever it is.
    const button = document.querySelector('#submitButton');
    for (let click = 0; click < 10; click += 1) button?.dispatchEvent(new MouseEvent('click'));
    press();
  });
  await sent.waitFor();

  expect(calls).toHaveLength(1);
  expect(await fromVisitor()).toHaveLength(1);
});

browserTest('sends by Enter in a one-line field, and begins a line in the message', async () => {
  const { page, sent, fromVisitor } = await setup();

  await fillIn(page, 'One');
  await page.locator('#message').press('End');
  await page.locator('#message').press('Enter');
  await page.locator('#message').pressSequentially('Two');
  await page.locator('#email').press('Enter');
  await sent.waitFor();

  const [message] = await fromVisitor();
  expect(message?.body.message?.content?.form?.fields?.map(({ value }) => value)).toContain(
    'One\nTwo',
  );
});

browserTest(
  'keeps the text when Wix refuses, and the key when the same is sent again',
  async () => {
    const { page, sent, text, calls, control } = await setup();
    const faults = [{ operation: SEND, calls: 'every', kind: 'status', status: 403 }];
    const logged = vi.spyOn(console, 'error').mockImplementation(() => {});
    await control('PUT', 'faults', { faults });

    await fillIn(page);
    await page.locator('#submitButton').click();
    await page.locator('.end:has(#submitButton:enabled) #status:not(:empty)').waitFor();
    expect(await text('#status')).not.toContain('Thank you');
    expect(await page.locator('#message').inputValue()).toBe('Do you still have a place in March?');
    await control('DELETE', 'faults');
    await page.locator('#submitButton').click();
    await sent.waitFor();

    expect(calls).toHaveLength(2);
    expect(calls[1]).toEqual(calls[0]);
    expect(logged).toHaveBeenCalledOnce();
  },
);

browserTest(
  'asks once more where nobody knows whether it arrived, and keeps the text',
  async () => {
    const { page, text, calls, control, fromVisitor } = await setup();
    const faults = [{ operation: SEND, calls: 'first', kind: 'executed-504' }];
    const logged = vi.spyOn(console, 'error').mockImplementation(() => {});
    await control('PUT', 'faults', { faults });
    await page.clock.install();

    await fillIn(page);
    await page.locator('#submitButton').click();
    await page.locator('#status', { hasText: 'Still checking' }).waitFor();
    expect(await page.locator('#submitButton').isDisabled()).toBe(true);
    await page.clock.runFor(30_000);
    await page.locator('#submitButton:enabled').waitFor();

    expect(calls).toHaveLength(2);
    expect(calls[1]?.key).toBe(calls[0]?.key);
    expect(await fromVisitor()).toHaveLength(1);
    expect(await text('#status')).toContain('not sure');
    expect(await page.locator('#message').inputValue()).toBe('Do you still have a place in March?');
  },
);

browserTest('finds out after a lost answer that the message had arrived', async () => {
  const { page, sent, calls, fromVisitor } = await setup({ expected: [/Failed to load resource/] });
  await page.clock.install();
  await page.route(
    '**/_webMethods/**',
    async (route) => {
      await route.fetch();
      await route.abort();
    },
    { times: 1 },
  );

  await fillIn(page);
  await page.locator('#submitButton').click();
  await page.locator('#status', { hasText: 'Still checking' }).waitFor();
  await page.clock.runFor(30_000);
  await sent.waitFor();

  expect(calls).toHaveLength(2);
  expect(await fromVisitor()).toHaveLength(1);
});

browserTest('shows what people type as text, never as markup', async () => {
  const { page, sent, fromVisitor } = await setup();
  const attack =
    '<img src=x onerror="document.title=\'owned\'"><script>document.title="owned"</script>';

  await fillIn(page, attack);
  await page.locator('#submitButton').click();
  await sent.waitFor();
  await page.goto(`${new URL(page.url()).origin}/_emulator/inbox`);
  await page.getByText('<img src=x', { exact: false }).first().waitFor();

  expect(await page.title()).not.toContain('owned');
  expect((await fromVisitor())[0]?.body.message?.content?.form?.fields?.at(-2)?.value).toBe(attack);
});

browserTest.for([360, 768, 1280])(
  'fits into %i pixels without scrolling sideways',
  async (width) => {
    const { page } = await setup({ width, height: 740 });

    await page.locator('#submitButton').click();

    const { scrolls, shows } = await page.evaluate(() => ({
      scrolls: document.documentElement.scrollWidth,
      shows: document.documentElement.clientWidth,
    }));
    expect(scrolls).toBe(shows);
  },
);

browserTest('is used by the keyboard alone, and shows where the focus is', async () => {
  const { page, sent } = await setup();
  const focused = () =>
    page.evaluate(() => {
      const it = document.activeElement;
      return [it?.id, it ? getComputedStyle(it).outlineStyle : ''];
    });

  await page.locator('#firstName').focus();
  for (const [id, text] of [
    ['firstName', 'Nora'],
    ['lastName', ''],
    ['email', 'nora.new@example.com'],
    ['phone', ''],
    ['message', 'Hello'],
  ]) {
    expect(await focused()).toEqual([id, 'solid']);
    await page.keyboard.type(text ?? '');
    await page.keyboard.press('Tab');
  }
  expect(await focused()).toEqual(['subscribeNewsletter', 'solid']);
  await page.keyboard.press('Space');
  await page.keyboard.press('Tab');
  expect(await focused()).toEqual(['submitButton', 'solid']);
  await page.keyboard.press('Enter');
  await sent.waitFor();
});

browserTest(
  'lets nobody but the bar say who visits: member, owner in preview, visitor again',
  async () => {
    const { page, sent, fromVisitor } = await setup();
    const bar = page.getByRole('banner', { name: 'Local Wix' });
    const act = async (name: string) => {
      const reloaded = page.waitForEvent('load');
      await bar.getByRole('button', { name }).click();
      await reloaded;
      await ready(page);
    };

    expect(await bar.innerText()).toMatch(/Visitor #\d{4}/);
    await bar.getByText('Act as').click();
    await bar.getByLabel('E-mail').first().fill('nora@example.com');
    await act('Log in as member');
    expect(await bar.innerText()).toContain('Nora Baum');

    await fillIn(page);
    await page.locator('#submitButton').click();
    await sent.waitFor();
    const [message] = await fromVisitor();
    expect(message?.status).toBe(200);

    await bar.getByText('Act as').click();
    await act('Site owner in preview');
    await fillIn(page);
    await page.locator('#submitButton').click();
    await sent.waitFor();
    expect(await sent.innerText()).toContain('nothing was sent');
    expect(await fromVisitor()).toHaveLength(1);

    await bar.getByText('Act as').click();
    await act('Log out');
    expect(await bar.innerText()).toMatch(/Visitor #\d{4}/);
  },
);

browserTest('makes contacts and likes from the bar, and tells what the handlers did', async () => {
  const { page, events, control } = await setup();
  const bar = page.getByRole('banner', { name: 'Local Wix' });
  const said = bar.getByRole('status');

  await bar.getByText('Actions').click();
  await bar.getByRole('button', { name: 'Like the post' }).click();
  await said.filter({ hasText: 'liked' }).waitFor();
  await bar.getByLabel('E-mail').last().fill('eva@example.com');
  await bar.getByLabel('Name', { exact: true }).fill('Eva Stein');
  await bar.getByRole('button', { name: 'Create contact' }).click();
  await said.filter({ hasText: 'site form' }).waitFor();
  const greeted = (await events()).filter(({ name }) => name === 'message-sent-to-participant');
  await bar.getByLabel('E-mail').last().fill('otto@example.com');
  await bar.getByLabel('owner').check();
  await bar.getByRole('button', { name: 'Create contact' }).click();
  await said.filter({ hasText: 'owner' }).waitFor();

  const names = (await events()).map(({ name, outcome }) => `${name} ${outcome}`);
  expect(names).toContain('post-liked delivered');
  expect(names.filter((name) => name === 'contact-created delivered')).toHaveLength(2);
  expect(greeted).toHaveLength(1);
  expect(names.filter((name) => name.startsWith('message-sent-to-participant'))).toHaveLength(1);
  await bar.getByText('Events').click();
  await bar
    .getByRole('list', { name: /handlers did/ })
    .getByText('post liked')
    .waitFor();
  expect(await control('GET', 'faults')).toEqual({ faults: [] });
});
