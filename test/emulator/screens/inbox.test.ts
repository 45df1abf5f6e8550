import { expect, it } from 'vitest';
import { writeInboxSettings } from '../../../emulator/wix/inbox/settings.ts';
import { APP, UNKNOWN_ID, visitor } from '../../support/emulator/wix/open-wix.ts';
import {
  openScreen,
  text,
  TO_BUSINESS,
  TO_PARTICIPANT,
  visibleText,
} from '../../support/emulator/screens/open-screen.ts';

it('shows instructions while the inbox is empty', async () => {
  const { html } = openScreen();

  const page = await html();

  expect(visibleText(page)).toContain('No conversations in the inbox of My Site yet');
  expect(page).toContain('<a href="/" target="_blank" rel="noopener">Open the site</a>');
});

it('returns 404 and an explanation for an unknown conversation', async () => {
  const { openVisitor, send, get } = openScreen();
  await send(await openVisitor(1), { ...TO_BUSINESS, content: text('hi') });

  const response = await get(`/${UNKNOWN_ID}`);

  expect(response.status).toBe(404);
  expect(visibleText(await response.text())).toContain('Conversation not found');
});

it('lists conversations by their newest message, with participant, unread count and summary', async () => {
  const { openVisitor, send, html } = openScreen();
  const one = await openVisitor(1);
  const two = await openVisitor(2);
  await send(one, { ...TO_BUSINESS, content: text('first') });
  await send(one, { ...TO_BUSINESS, content: { ...text('second'), previewText: 'In short' } });
  await send(two, { ...TO_PARTICIPANT, content: text('hello two') });
  await send(two, { ...TO_PARTICIPANT, silent: true, content: text('not counted') });

  const page = await html();

  expect(page.indexOf(`id="conversation-${two}"`)).toBeLessThan(
    page.indexOf(`id="conversation-${one}"`),
  );
  expect(visibleText(page)).toMatch(/Visitor #\d{4} \d\d:\d\d Visitor In short 2 2 unread/);
  expect(visibleText(page)).toMatch(/Sent by the business: hello two/);
  expect(page).toContain('<title>(2) Inbox of My Site</title>');
  expect(page).toMatch(new RegExp(`href="/_emulator/inbox/${two}" aria-current="page"`));
});

it('lists more conversations on request', async () => {
  const { openVisitor, send, html } = openScreen();
  for (let number = 0; number < 52; number += 1) {
    await send(await openVisitor(number), { ...TO_BUSINESS, content: text('hi') });
  }

  const first = await html();
  const [, more = ''] = /href="\/_emulator\/inbox([^"]*)" ?>Load more/.exec(first) ?? [];

  expect(first.match(/<li id="conversation-/g)).toHaveLength(50);
  expect((await html(more)).match(/<li id="conversation-/g)).toHaveLength(52);
});

it('lists only conversations with people who match a search, and keeps it in links', async () => {
  const { openVisitor, open, call, send, html } = openScreen();
  const visitorConversation = await openVisitor(1);
  await send(visitorConversation, { ...TO_BUSINESS, content: text('hi') });
  const info = {
    name: { first: 'Zoë', last: 'Müller' },
    phones: { items: [{ phone: '+44 (0)20 7946 0018' }] },
  };
  const created = await call<{ readonly contact: { readonly id: string } }>(
    APP,
    'POST',
    '/contacts/v4/contacts',
    { info },
  );
  const zoe = await open({ contactId: created.json.contact.id });
  await send(zoe, { ...TO_BUSINESS, content: text('hello') });
  const listed = async (search: string) => {
    const page = await html(`?q=${encodeURIComponent(search)}`);
    return [...page.matchAll(/<li id="conversation-([^"]+)"/g)].map(([, id]) => id);
  };

  expect(await listed('zoe muller')).toEqual([zoe]);
  expect(await listed('0044 20 79460018')).toEqual([zoe]);
  expect(await listed('visitor')).toEqual([visitorConversation]);
  expect(await listed('  ')).toEqual([zoe, visitorConversation]);
  expect(await listed('no such name')).toEqual([]);
  const none = visibleText(await html('?q=<none>'));
  expect(none).toContain('No people found');
  expect(none).not.toContain('No conversations');
  expect(await html('?q=zoe')).toContain(`href="/_emulator/inbox/${zoe}?q=zoe"`);
});

it.for(['/elsewhere/at/all', '/assets/none', '/fragment/x'])(
  'names its routes in the error of the unknown route %s',
  async (path) => {
    const { get } = openScreen();

    const response = await get(path);

    expect(response.status).toBe(404);
    expect(await response.json()).toEqual({
      error: {
        code: 'NOT_FOUND',
        message: `GET /_emulator/inbox${path} is not a route of the inbox screen. Its routes: GET /_emulator/inbox, GET /_emulator/inbox/assets/:name, GET /_emulator/inbox/fragment, GET /_emulator/inbox/:id, POST /_emulator/inbox/:id/read, POST /_emulator/inbox/:id/replies, POST /_emulator/inbox/:id/presses.`,
      },
    });
  },
);

it('sends the security headers with every response', async () => {
  const { openVisitor, send, get, post } = openScreen();
  const id = await openVisitor(1);
  await send(id, { ...TO_BUSINESS, content: text('hi') });
  const responses = [
    await get(),
    await get(`/${id}`),
    await get(`/${UNKNOWN_ID}`),
    await get(`/fragment?chosen=${id}`),
    await get('/fragment?from=x'),
    await get('/assets/inbox.css'),
    await get('/assets/none'),
    await get('/elsewhere/at/all'),
    await post(`/${id}/replies`, 'not JSON'),
  ];

  expect(responses.map(({ status }) => status)).toEqual([
    200, 200, 404, 200, 400, 200, 404, 404, 400,
  ]);
  for (const { headers } of responses) {
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
    );
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
    expect(headers.get('cache-control')).toBe('no-store');
  }
});

it('changes nothing on GET', async () => {
  const { openVisitor, send, get, wix, pushed } = openScreen();
  const id = await openVisitor(1);
  await send(id, { ...TO_BUSINESS, content: text('hi') });
  await wix.events.settled();
  const allRows = () =>
    ['conversations', 'messages', 'events', 'inbox_site'].map((table) =>
      wix.database.all(`select * from ${table}`),
    );
  const before = allRows();

  for (const path of [
    '',
    `/${id}`,
    `/${UNKNOWN_ID}`,
    `/${id}?before=9`,
    `/fragment?chosen=${id}`,
    `/${id}/read`,
    `/${id}/replies`,
  ]) {
    await get(path);
  }

  expect(allRows()).toEqual(before);
  expect(pushed).toEqual([]);
});

it('redirects from a merged conversation to the conversation that has its messages', async () => {
  const { openVisitor, open, call, send, get, html, runAsWix } = openScreen();
  const old = await openVisitor(1);
  await send(old, { ...TO_BUSINESS, content: text('before the merge') });
  const contact = await call<{ readonly contact: { readonly id: string } }>(
    APP,
    'POST',
    '/contacts/v4/contacts',
    { info: { name: { first: 'Grace' } } },
  );
  const contactId = contact.json.contact.id;
  await runAsWix((inside) =>
    inside.identityChanged({ kind: 'visitor-became-contact', visitorId: visitor(1).id, contactId }),
  );
  const target = await open({ contactId });

  const response = await get(`/${old}`);

  expect(response.status).toBe(302);
  expect(response.headers.get('location')).toBe(`/_emulator/inbox/${target}`);
  expect(await html(`/fragment?chosen=${old}`)).toContain(`data-conversation="${target}"`);
  expect(await html(`/fragment?chosen=${old}`)).toContain('before the merge');
});

it('shows thirty messages per page, back to the first message', async () => {
  const { openVisitor, send, html } = openScreen();
  const id = await openVisitor(1);
  for (let number = 1; number <= 65; number += 1) {
    await send(id, { ...TO_BUSINESS, content: text(`number ${number}.`) });
  }
  const numbersOf = (page: string) =>
    [...page.matchAll(/side of-business.*?number (\d+)\./g)].map(([, number]) => Number(number));
  const olderOf = (page: string) =>
    /href="\/_emulator\/inbox(\/[^"]+\?before=\d+)"/.exec(page)?.[1];

  const pages = [await html(`/${id}`)];
  for (
    let older = olderOf(pages[0] ?? '');
    older !== undefined;
    older = olderOf(pages.at(-1) ?? '')
  ) {
    pages.push(await html(older));
  }

  const numbers = pages.map(numbersOf);
  expect(numbers.map((page) => [page[0], page.at(-1), page.length])).toEqual([
    [36, 65, 30],
    [6, 35, 30],
    [1, 5, 5],
  ]);
  expect(pages.at(-1)).toContain('Start of the conversation');
  expect(pages[1]).toContain('Jump to latest');
});

it('returns all messages that an open page shows', async () => {
  const { openVisitor, send, html } = openScreen();
  const id = await openVisitor(1);
  const messages: string[] = [];
  for (let number = 0; number < 50; number += 1) {
    messages.push(await send(id, { ...TO_BUSINESS, content: text('hi') }));
  }

  const panes = await html(`/fragment?chosen=${id}&from=${messages[10] ?? ''}`);

  expect(panes.match(/<li id="message-/g)).toHaveLength(40);
  expect(panes).not.toContain('<html');
});

it('serves only its style sheets and scripts, and removes types from scripts', async () => {
  const { get } = openScreen();
  const page = await (await get()).text();
  const [, css = ''] = /href="\/_emulator\/inbox([^"]+\.css)"/.exec(page) ?? [];
  const [, script = ''] = /src="\/_emulator\/inbox([^"]+)"/.exec(page) ?? [];

  expect((await get(css)).headers.get('content-type')).toBe('text/css; charset=utf-8');
  const served = await get(script);
  const code = await served.text();
  expect(served.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  expect(code).not.toMatch(/: HTMLElement|interface |import type/);
  for (const [, imported = ''] of code.matchAll(/from ['"]\.\/([^'"]+)['"]/g)) {
    expect((await get(`/assets/${imported}`)).status).toBe(200);
  }
  for (const name of [
    'inbox.ts',
    '..%2finbox.ts',
    '..%2f..%2fpackage.json',
    '__proto__',
    'constructor',
  ]) {
    expect((await get(`/assets/${name}`)).status).toBe(404);
  }
});

it('shows a warning if Inbox is not installed', async () => {
  const { runAsWix, html } = openScreen();
  await runAsWix((call) =>
    writeInboxSettings(call, { installed: false, businessName: '<b>Shop</b>' }),
  );

  const page = await html();

  expect(visibleText(page)).toContain('Inbox is not installed on this site');
  expect(page).toContain('Inbox of &lt;b&gt;Shop&lt;/b&gt;</title>');
});
