import type { Page } from 'playwright-core';
import * as v from 'valibot';
import { siteInBrowser } from './site-in-browser.ts';
import type { RecordedRequest } from './site-in-browser.ts';

/** The operation that sends a message. */
export const SEND_OPERATION = 'MessagesService.SendMessage';

const SendArguments = v.tuple([
  v.record(v.string(), v.unknown()),
  v.object({
    idempotencyKey: v.optional(v.string()),
    ticket: v.optional(v.string()),
    captchaToken: v.optional(v.string()),
  }),
]);

/** Fills in the required fields of the contact form. */
export async function fillForm(page: Page, text = 'Is there a place in March?'): Promise<void> {
  await page.locator('#firstName').fill('Nora');
  await page.locator('#email').fill('nora.new@example.com');
  await page.locator('#message').fill(text);
}

/**
 * Runs the project's site, or a copy of it, for the contact form tests of a file. `name` is the name of the test file.
 */
export function contactPage(name: string, site: string = '.') {
  const { visit } = siteInBrowser({ name, site });

  /**
   * Visits the contact page and records the arguments of its `sendFormData` calls.
   *
   * Without `hasTickets`, `openForm` returns no ticket, as on a site without the secret, so that no test has to wait
   * until a ticket can be used.
   */
  return async function setup({
    hasTickets = false,
    ...options
  }: Parameters<typeof visit>[1] & { readonly hasTickets?: boolean } = {}) {
    const visited = await visit('/', options);
    const { page } = visited;
    if (!hasTickets) {
      await page.route('**/openForm.ajax*', (route) =>
        route.fulfill({ json: { result: { ok: true } } }),
      );
    }
    const calls: v.InferOutput<typeof SendArguments>[] = [];
    page.on('request', (request) => {
      if (!request.url().includes('/sendFormData.ajax')) return;
      calls.push(v.parse(SendArguments, request.postDataJSON()));
    });
    return {
      ...visited,
      calls,
      /** Returns the visible text of an element. */
      text: (selector: string) => page.locator(selector).innerText(),
      /** Returns the requests for messages that visitors and members sent. */
      fromVisitors: async () => (await visited.requests()).filter(isFromVisitor),
      /** The confirmation that replaces the form's text after sending. */
      sent: page.locator('#sent:not(:empty)'),
    };
  };
}

function isFromVisitor({ operation, body }: RecordedRequest): boolean {
  return operation === SEND_OPERATION && body.message?.direction === 'PARTICIPANT_TO_BUSINESS';
}
