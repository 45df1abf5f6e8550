// Wix's older modules in a site: they call what the newer packages call.
import { afterAll, expect, test } from 'vitest';
import * as v from 'valibot';
import { createEmulator } from '../../../emulator/index.ts';
import { WEB_METHODS } from '../../support/emulator.ts';

const refused = (subject: string): string =>
  `NOT_EMULATED: ${subject} is not emulated. The emulator does not have this module; npm start -- --check lists where it is used.`;

const Session = v.object({ token: v.string() });
const emulator = await createEmulator({ site: 'test/sites/older-modules' });
afterAll(() => emulator.close());
const { token } = v.parse(Session, await post('/_emulator/sessions', { as: 'visitor' }));

async function post(path: string, body: unknown, authorization = ''): Promise<unknown> {
  const headers = { 'content-type': 'application/json', authorization };
  const response = await emulator.fetch(path, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  });
  return response.json();
}

/** Calls a web method of `backend/probe.web`. */
const call = (method: string, ...args: readonly unknown[]) =>
  post(`${WEB_METHODS}/probe.web.js/${method}.ajax`, args, token);

test('wix-secrets-backend reads a secret with the permissions of the site', async () => {
  expect(await call('readSecret', 'ApiKey')).toEqual({ result: 'a-sample' });
  expect(await call('readSecret', 'None')).toMatchObject({ exception: true });
});

test('wix-secrets-backend creates, changes, lists and deletes secrets', async () => {
  expect(await call('changeSecrets')).toEqual({
    result: {
      value: 'two',
      ids: [false, true],
      keys: ['id', 'name', 'description', 'createdDate', 'updatedDate'],
    },
  });
});

test('wix-site-backend reads the properties of the site', async () => {
  expect(await call('readSite')).toEqual({ result: ['Tea & Co', 'Europe/Vienna', 'none'] });
});

test('the older modules of pages work on the server', async () => {
  await emulator.fetch('/home?a=1&b=2', { headers: { accept: 'text/html' } });
  expect(await call('takeNotes')).toEqual({
    result: [
      {
        location: {
          baseUrl: 'http://127.0.0.1',
          path: ['home'],
          protocol: 'http',
          query: { a: '1', b: '2' },
          url: 'http://127.0.0.1/home?a=1&b=2',
        },
        sameModules: true,
        formFactor: 'Desktop',
        viewMode: 'Site',
        renderCycle: 1,
        env: 'backend',
        openModal:
          'NOT_EMULATED: openModal of wix-window is not emulated. The emulator has browserLocale, locale, formFactor, referrer, viewMode, lightbox, rendering, multilingual, warmupData, openLightbox, scrollTo, scrollBy, copyToClipboard, getBoundingRect, getRouterData, trackEvent, consentPolicy.',
        cart: refused('wix-stores.cart.getCurrentCart()'),
        bookings: refused('wix-bookings-frontend.checkoutBooking()'),
        order: refused('wix-stores-backend.createOrder()'),
        count: null,
        memory: null,
        none: null,
        user: [false, 'Visitor', true],
        loggedIn: false,
        email: 'Error: The current user is not logged in.',
        roles: 'Error: The current user is not logged in.',
        memberRoles: 'Error: No member is logged in.',
        member: null,
      },
    ],
  });
});
