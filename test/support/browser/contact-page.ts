import type { Page } from 'playwright-core';
import * as v from 'valibot';
import { siteInBrowser } from './site-in-browser.ts';
import type { SeenRequest } from './site-in-browser.ts';

/** The operation that a message reaches Wix by. */
export const SEND = 'MessagesService.SendMessage';

const SendArguments = v.tuple([
  v.record(v.string(), v.unknown()),
  v.object({ idempotencyKey: v.string() }),
]);

/** Fills in what the contact form requires. */
export async function fillIn(page: Page, text = 'Is there a place in March?'): Promise<void> {
  await page.locator('#firstName').fill('Nora');
  await page.locator('#email').fill('nora.new@example.com');
  await page.locator('#message').fill(text);
}

/** The project's own contact page, in a browser. */
export function contactPage(name: string) {
  const { visit } = siteInBrowser({ name, site: '.' });

  /** Visits it, and keeps what its web methods are called with. */
  return async function setup(options: Parameters<typeof visit>[1] = {}) {
    const site = await visit('/', options);
    const { page } = site;
    const calls: v.InferOutput<typeof SendArguments>[] = [];
    page.on('request', (request) => {
      if (!request.url().includes('/sendFormData.ajax')) return;
      calls.push(v.parse(SendArguments, request.postDataJSON()));
    });
    return {
      ...site,
      calls,
      text: (selector: string) => page.locator(selector).innerText(),
      /** The messages that visitors and members sent, as they reached Wix. */
      fromVisitors: async () => (await site.requests()).filter(isFromVisitor),
      sent: page.locator('#sent:not(:empty)'),
    };
  };
}

function isFromVisitor({ operation, body }: SeenRequest): boolean {
  return operation === SEND && body.message?.direction === 'PARTICIPANT_TO_BUSINESS';
}
