// The contact form with form tickets. The tests move the clocks of the page and of the backend.
import { afterEach, expect, vi } from 'vitest';
import { contactPage, fillForm } from '../support/browser/contact-page.ts';
import { browserTest } from '../support/browser/site-in-browser.ts';

const setup = contactPage('contact-ticket');

/** Sets the values and submits at once, as a browser that fills in forms can do. */
const FILL_IN_AND_SUBMIT = `
  firstName.value = 'Nora';
  email.value = 'nora.new@example.com';
  message.value = 'Is there a place in March?';
  for (const field of [firstName, email, message]) {
    field.dispatchEvent(new Event('input', { bubbles: true }));
    field.dispatchEvent(new Event('change', { bubbles: true }));
  }
  submitButton.click();
`;

afterEach(() => {
  vi.useRealTimers();
});

async function setupWithClocks() {
  vi.useFakeTimers({ toFake: ['Date'] });
  const harness = await setup({ hasTickets: true });
  const { page, calls } = harness;
  await page.clock.install();
  return {
    ...harness,
    opened: page.waitForResponse('**/openForm.ajax*'),
    passInBackend: (ms: number) => vi.setSystemTime(Date.now() + ms),
    /** Returns the names of the keys by call. */
    keyNames: () => calls.map(([, options]) => Object.keys(options)),
  };
}

browserTest('sends one message, without waiting, for a person who types slowly', async () => {
  const { page, sent, opened, passInBackend, keyNames, ...site } = await setupWithClocks();
  await page.locator('#firstName').pressSequentially('Nora');
  // The ticket is there before the form is sent.
  await opened;
  await fillForm(page);
  passInBackend(2_000);
  // No timer runs from here on, so the page cannot wait for one.
  await page.clock.pauseAt((await page.evaluate<number>('Date.now()')) + 5_000);
  await page.locator('#submitButton').click();
  await sent.waitFor();

  expect(keyNames()).toEqual([['ticket']]);
  await expect.poll(() => site.fromVisitors()).toHaveLength(1);
});

browserTest(
  'sends one message, without an error, if it is filled in and sent at once',
  async () => {
    const { page, sent, opened, passInBackend, keyNames, text, ...site } = await setupWithClocks();
    await page.evaluate(FILL_IN_AND_SUBMIT);
    await opened;
    await expect.poll(() => text('#status')).toBe('Sending your message…');
    expect(keyNames()).toEqual([]);
    passInBackend(2_000);
    await page.clock.fastForward(2_000);
    await sent.waitFor();

    await expect.poll(() => text('#status')).toBe('');
    expect(keyNames()).toEqual([['ticket']]);
    await expect.poll(() => site.fromVisitors()).toHaveLength(1);
  },
);
