// Wix's older modules in page code.
import { expect } from 'vitest';
import { browserTest, siteInBrowser } from '../support/browser/site-in-browser.ts';

const refused = (subject: string): string =>
  `NOT_EMULATED: ${subject} is not emulated. The emulator does not have this module; npm start -- --check lists where it is used.`;

const { visit } = siteInBrowser({ name: 'older-modules', site: 'test/sites/older-modules' });

browserTest('older modules read and change the page', async () => {
  const { page } = await visit('/home?a=1', { expected: [/is not emulated/] });
  const result = async (): Promise<unknown> =>
    JSON.parse(await page.locator('#result').innerText());
  const { origin } = new URL(page.url());
  expect(await result()).toEqual({
    location: {
      baseUrl: origin,
      path: ['home'],
      protocol: 'http',
      query: { a: '1' },
      url: `${origin}/home?a=1`,
    },
    sameModules: true,
    formFactor: 'Desktop',
    viewMode: 'Site',
    renderCycle: 2,
    env: 'browser',
    openModal:
      'NOT_EMULATED: openModal of wix-window is not emulated. The emulator has browserLocale, locale, formFactor, referrer, viewMode, lightbox, rendering, multilingual, warmupData, openLightbox, scrollTo, scrollBy, copyToClipboard, getBoundingRect, getRouterData, trackEvent, consentPolicy.',
    cart: refused('wix-stores.cart.getCurrentCart()'),
    bookings: refused('wix-bookings-frontend.checkoutBooking()'),
    order: refused('wix-stores-backend.createOrder()'),
    count: '1',
    memory: '1',
    none: null,
    user: [false, 'Visitor', true],
    loggedIn: false,
    email: 'Error: The current user is not logged in.',
    roles: 'Error: The current user is not logged in.',
    memberRoles: 'Error: No member is logged in.',
    member: null,
  });
  expect(await page.title()).toBe('A title by code');

  await page.locator('#more').click();
  await expect.poll(result).toEqual({ a: '1', page: '2' });
  expect(page.url()).toBe(`${origin}/home?a=1&page=2`);

  await page.locator('#open').click();
  await page.getByRole('dialog').getByText('Why?').waitFor();
  await page.getByRole('button', { name: 'Answer' }).click();
  await expect.poll(result).toEqual({ question: 'Why?', answer: 'Because.' });

  await page.context().request.post(`${origin}/_emulator/act-as`, {
    data: { as: 'member', email: 'nora@example.com' },
  });
  await page.locator('#go').click();
  await page.waitForURL(/went=1$/);
  await expect.poll(result).toMatchObject({
    location: { query: { went: '1' } },
    count: '2',
    user: [true, 'Member', true],
    email: 'nora@example.com',
    member: 'nora@example.com',
  });

  await page.locator('#leave').click();
  await expect.poll(result).toMatchObject({ user: [false, 'Visitor', true], member: null });
});
