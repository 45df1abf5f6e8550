import { expect, it } from 'vitest';
import { APP } from '../../support/emulator/wix/open-wix.ts';
import {
  openScreen,
  text,
  TO_BUSINESS,
  TO_PARTICIPANT,
  visibleText,
} from '../../support/emulator/screens/open-screen.ts';

const MARKUP = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '"><svg onload=alert(1)>',
  "' onmouseover='alert(1)",
  '</li></ol></main><h1>Owned</h1>',
  '<!-- --><style>body{display:none}</style>',
  '{{constructor.constructor("alert(1)")()}}',
  '&lt;b&gt;&amp;',
];
const URLS = [
  'javascript:alert(1)',
  ' javascript:alert(1)',
  'java\nscript:alert(1)',
  'JAVASCRIPT:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'http://plain.example/',
  '//foreign.example/',
  '/_emulator/reset',
  'https://',
  'vbscript:x',
  'https://a.example/"onmouseover="alert(1)',
];

/** Every tag of a page with its attributes, as a browser parses them. */
function tagsOf(
  page: string,
): readonly { readonly tag: string; readonly attributes: readonly string[] }[] {
  const tags = page.match(/<[a-z!/][^>]*>/gi) ?? [];
  return tags.map((tag) => ({
    tag,
    attributes: [...tag.matchAll(/\s([^\s"'=<>/]+)(?:="[^"]*")?/g)].map(([, name]) => name ?? ''),
  }));
}

const ATTRIBUTES =
  /^(id|class|data-[a-z-]+|href|target|rel|dir|title|lang|charset|name|content|src|type|role|aria-[a-z]+|tabindex|hidden|novalidate|rows|for|autocomplete|datetime|viewBox|focusable|d|html|value|placeholder|checked)$/;

function expectNoInjectedElements(page: string): void {
  const tags = tagsOf(page);
  expect(
    tags.filter(({ tag }) => /^<(img|iframe|object|embed|style|base|video|audio)/i.test(tag)),
  ).toEqual([]);
  expect(tags.filter(({ tag }) => /^<script/i.test(tag)).map(({ tag }) => tag)).toEqual([
    '<script type="module" src="/_emulator/inbox/assets/inbox.browser.ts">',
  ]);
  expect(
    tags.flatMap(({ attributes }) => attributes).filter((name) => !ATTRIBUTES.test(name)),
  ).toEqual([]);
  expect(page.match(/<h1/g)).toHaveLength(1);
}

function linksOf(page: string): readonly string[] {
  return [...page.matchAll(/<a\s[^>]*>/g)].map(([tag]) => tag);
}

it.each(MARKUP)('escapes markup: %s', async (markup) => {
  const { open, call, send, get } = openScreen();
  const made = await call<{ readonly contact: { readonly id: string } }>(
    APP,
    'POST',
    '/contacts/v4/contacts',
    { info: { name: { first: markup.slice(0, 50) } } },
  );
  const id = await open({ contactId: made.json.contact.id });
  await send(id, { ...TO_BUSINESS, content: text(markup), badges: [{ text: markup }] });
  await send(id, { ...TO_BUSINESS, content: { minimal: { text: markup } } });
  await send(id, {
    ...TO_BUSINESS,
    content: {
      previewText: markup,
      title: markup,
      form: {
        title: markup,
        description: markup,
        fields: [{ name: markup, value: markup }],
        media: [{ file: { url: markup, filename: markup, mimeType: markup } }],
      },
    },
  });
  await send(id, {
    ...TO_PARTICIPANT,
    content: {
      template: {
        title: markup,
        textLines: [markup],
        buttons: [{ label: markup, postbackProperties: { interactionId: markup } }],
      },
    },
  });

  const page = await (await get(`/${id}`)).text();

  expectNoInjectedElements(page);
  const escaped = markup
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
  expect(page.split(escaped).length).toBeGreaterThan(10);
});

/** The URLs of the screen's own links, and of the one https URL in `URLS`. */
const ALLOWED_URL =
  /^(\/|\/_emulator\/|\/_emulator\/(?:data|inspector)|\/_emulator\/inbox(\/[0-9a-f-]{36})?|#conversation|https:\/\/a\.example\/%22onmouseover=%22alert\(1\))$/;
const PROTECTED = /target="_blank"\s+rel="noopener noreferrer"/;

it.each(URLS)('renders only https URLs as links, with noopener and noreferrer: %s', async (url) => {
  const { openVisitor, send, get } = openScreen();
  const id = await openVisitor(1);
  const media = { url, filename: 'name' };
  await send(id, {
    ...TO_BUSINESS,
    content: { basic: { items: [{ image: media }, { file: media }] } },
  });

  const page = await (await get(`/${id}`)).text();

  expectNoInjectedElements(page);
  const hrefs = linksOf(page).map((link) => /href="([^"]*)"/.exec(link)?.[1]);
  expect(hrefs.filter((href) => !ALLOWED_URL.test(href ?? ''))).toEqual([]);
  expect(
    linksOf(page).filter((link) => link.includes('https://') && !PROTECTED.test(link)),
  ).toEqual([]);
});

it('shows the URL that a button opens, whatever its label', async () => {
  const { openVisitor, send, html } = openScreen();
  const id = await openVisitor(1);
  await send(id, {
    ...TO_PARTICIPANT,
    content: {
      template: {
        title: 'Card',
        buttons: [{ label: 'https://bank.example', launchUrl: 'https://other.example/login' }],
      },
    },
  });

  expect(visibleText(await html(`/${id}`))).toContain(
    'https://bank.example Opens https://other.example/login',
  );
});

it('makes invisible characters of a file name visible, and isolates the writing direction of names and texts', async () => {
  const { openVisitor, send, html } = openScreen();
  const id = await openVisitor(1);
  await send(id, {
    ...TO_BUSINESS,
    content: {
      basic: {
        items: [
          { file: { url: 'https://a.example/x', filename: 'invoice\u202Efdp.exe' } },
          { text: '\u202Eturned' },
        ],
      },
    },
  });

  const page = await html(`/${id}`);

  expect(visibleText(page)).toContain('invoice U+202E fdp.exe');
  expect(page).toContain('<div class="text" dir="auto">\u202Eturned</div>');
  expect(page).toMatch(/<bdi class="name">Visitor #\d{4}<\/bdi>/);
});

it('shows a note for a message of an unsupported type', async () => {
  const { openVisitor, send, html, runAsWix } = openScreen();
  const id = await openVisitor(1);
  await send(id, { ...TO_BUSINESS, content: text('plain') });
  await runAsWix(({ database }) =>
    database.run(`update messages set document = '{"content":{"system":{}}}'`),
  );

  expect(visibleText(await html(`/${id}`))).toContain('Unsupported message type');
});
