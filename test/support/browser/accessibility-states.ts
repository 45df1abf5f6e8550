import type { Page } from 'playwright-core';
import { fillForm, SEND_OPERATION } from './contact-page.ts';
import { fillInbox, INBOX_SCREEN, type Site, type Visit } from './accessibility-inbox.ts';

/** The site owner on the live site. */
const OWNER = { as: 'member', email: 'ola@example.com', roles: ['Admin'] };
const REFUSED = [{ operation: SEND_OPERATION, calls: 'every', kind: 'status', status: 403 }];
const IMAGE = {
  name: 'My bowl.png',
  mimeType: 'image/png',
  buffer: Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  ),
};

const nothing = () => Promise.resolve();

/** Holds the calls of a web method. Returns a function that lets them go on. */
async function hold(page: Page, method: string): Promise<() => void> {
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route(`**/${method}.ajax*`, async (route) => {
    await released;
    await route.continue();
  });
  return release;
}

/** A state in which a call of a web method is on its way, and the state after its response. */
function held(
  method: string,
  { start, sending, done }: Record<'start' | 'sending' | 'done', (page: Page) => Promise<unknown>>,
): Visit['states'] {
  let release = (): void => undefined;
  return [
    [
      'sending',
      async ({ page }) => {
        release = await hold(page, method);
        await start(page);
        await sending(page);
      },
    ],
    [
      'sent',
      async ({ page }) => {
        release();
        await done(page);
        await page.unroute(`**/${method}.ajax*`);
      },
    ],
  ];
}

const openPanel = (name: string) => async (site: Site) => {
  const panel = site.page.getByRole('region', { name: 'Emulator' }).locator('details');
  await panel.filter({ hasText: name }).locator('summary').click();
};

/** Every page and screen, in every state that looks different. */
export const VISITS: readonly Visit[] = [
  {
    name: 'contact page',
    path: '/contact',
    expected: [/403/],
    states: [
      ['empty', nothing],
      [
        'errors',
        async ({ page }) => {
          await page.route('**/openForm.ajax*', (route) =>
            route.fulfill({ json: { result: { ok: true } } }),
          );
          await page.locator('#submitButton').click();
          await page.locator('#emailError:not(:empty)').waitFor();
        },
      ],
      [
        'refused',
        async ({ page, control }) => {
          await control('PUT', 'faults', { faults: REFUSED });
          await fillForm(page);
          await page.locator('#submitButton').click();
          await page.locator('#status:not(:empty)').waitFor();
          await page.locator('#submitButton:enabled').waitFor();
          await control('DELETE', 'faults');
        },
      ],
      ...held('sendFormData', {
        start: (page) => page.locator('#submitButton').click(),
        sending: (page) => page.locator('#submitButton:disabled').waitFor(),
        done: (page) => page.locator('#sent:not(:empty)').waitFor(),
      }),
    ],
  },
  {
    name: 'session bar',
    path: '/contact',
    expected: [/Planned error/],
    states: [
      ['act-as panel open', openPanel('Act as')],
      ['actions panel open', openPanel('Actions')],
      [
        'status',
        async ({ page }) => {
          await page.getByRole('button', { name: 'Like the post' }).click();
          await page.locator('#bar-status').getByText('liked').waitFor();
        },
      ],
      [
        'events panel open',
        async (site) => {
          await openPanel('Events')(site);
          await site.page.locator('#bar-events').getByText('post liked').waitFor();
        },
      ],
      ['pages panel open', openPanel('Pages')],
      [
        'error overlay',
        async ({ page }) => {
          await page.evaluate('void Promise.reject(new Error("Planned error"))');
          await page.locator('#bar-errors').getByText('Planned error').waitFor();
        },
      ],
    ],
  },
  {
    name: 'chat page',
    path: '/chat',
    expected: [/403/],
    states: [
      ['closed', ({ page }) => page.locator('#chatOpen').waitFor()],
      [
        'empty',
        async ({ page }) => {
          await page.locator('#chatOpen').click();
          await page.locator('#chatStatus').getByText('No messages yet').waitFor();
        },
      ],
      ...held('sendBasicMessage', {
        async start(page) {
          await page.locator('#chatInput').fill('Do you repair bowls?');
          await page.locator('#chatInput').press('Enter');
        },
        sending: (page) => page.getByText('Sending…').waitFor(),
        done: (page) =>
          page.locator('#chatMessages .from-me [data-id="chatTime"]', { hasText: /\d:/ }).waitFor(),
      }),
      [
        'with an image',
        async ({ page }) => {
          await page.locator('#chatAddImage').setInputFiles(IMAGE);
          await page.locator('#chatSend').click();
          await page.locator('#chatMessages img:visible').waitFor();
        },
      ],
      [
        'refused',
        async ({ page, control }) => {
          await control('PUT', 'faults', { faults: REFUSED });
          await page.locator('#chatInput').fill('Is anyone there?');
          await page.locator('#chatInput').press('Enter');
          await page
            .locator('#chatStatus:not(:empty), #chatMessages [data-id="chatSendAgain"]:visible')
            .first()
            .waitFor();
        },
      ],
    ],
  },
  {
    name: 'dashboard of a visitor',
    path: '/dashboard',
    states: [['refused', ({ page }) => page.locator('#recentStatus:not(:empty)').waitFor()]],
  },
  {
    name: 'dashboard',
    path: '/dashboard',
    as: OWNER,
    // The image of the template does not exist. Its request can fail before or after the test ends.
    expected: [/403/, /NAME_NOT_RESOLVED https:\/\/a\.example\/p\.png$/],
    states: [
      ['empty', nothing],
      [
        'with activity',
        async (site) => {
          await fillInbox(site);
          await site.page.locator('#recentList [data-id="recentWhat"]').first().waitFor();
        },
      ],
      [
        'people found',
        async ({ page }) => {
          await page.locator('#findInput').fill('Nora');
          await page.locator('#findButton').click();
          await page.locator('#foundList [data-id="foundName"]').first().waitFor();
        },
      ],
      [
        'conversation open',
        async ({ page }) => {
          await page.locator('#recentList [data-id="recentOpen"]').first().click();
          await page.locator('#conversationMessages [data-id="messageText"]').first().waitFor();
        },
      ],
      [
        'refused',
        async ({ page, control }) => {
          await control('PUT', 'faults', { faults: REFUSED });
          await page.locator('#conversationInput').fill('Yes, we do.');
          await page.locator('#conversationSend').click();
          await page.locator('#conversationStatus:not(:empty)').waitFor();
          await page.locator('#conversationSend:enabled').waitFor();
          await control('DELETE', 'faults');
        },
      ],
      ...held('sendMessageTo', {
        start: (page) => page.locator('#conversationSend').click(),
        sending: (page) => page.locator('#conversationSend:disabled').waitFor(),
        done: (page) => page.locator('#conversationStatus').getByText('Reply sent.').waitFor(),
      }),
    ],
  },
  INBOX_SCREEN,
];
