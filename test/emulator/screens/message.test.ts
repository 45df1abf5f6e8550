import { expect, it } from 'vitest';
import { OWNER } from '../../support/emulator/wix/open-wix.ts';
import {
  businessSideOf,
  openScreen,
  text,
  TO_BUSINESS,
  TO_PARTICIPANT,
  visibleText,
} from '../../support/emulator/screens/open-screen.ts';

it('shows each item of a basic message as a separate bubble', async () => {
  const { openVisitor, send, html } = openScreen();
  const id = await openVisitor(1);
  const message = await send(id, {
    ...TO_BUSINESS,
    content: {
      basic: {
        items: [
          { text: 'First line\nSecond line' },
          {
            image: { url: 'https://a.example/cat.png', filename: 'cat.png', width: 80, height: 60 },
          },
          {
            file: {
              url: 'https://a.example/b.pdf',
              filename: 'b.pdf',
              mimeType: 'application/pdf',
            },
          },
        ],
      },
    },
  });

  const item = businessSideOf(await html(`/${id}`), message);

  expect(item.match(/class="bubble"/g)).toHaveLength(3);
  expect(visibleText(item)).toContain('cat.png 80 × 60 px https://a.example/cat.png');
  expect(visibleText(item)).toContain('b.pdf application/pdf https://a.example/b.pdf');
  expect(item).toContain('href="https://a.example/b.pdf"');
});

it('keeps the line breaks of a text', async () => {
  const { openVisitor, send, get } = openScreen();
  const id = await openVisitor(1);
  await send(id, { ...TO_BUSINESS, content: text('one\n\n  two') });

  expect(await (await get(`/${id}`)).text()).toContain('>one\n\n  two</div>');
});

it('shows a form with labelled fields and media', async () => {
  const { openVisitor, send, html } = openScreen();
  const id = await openVisitor(1);
  const message = await send(id, {
    ...TO_BUSINESS,
    visibility: 'BUSINESS',
    content: {
      form: {
        title: 'Contact',
        description: 'Address typed, not verified',
        fields: [
          { name: 'First name', value: 'Grace' },
          { name: 'Newsletter', value: '' },
        ],
        media: [{ file: { url: 'https://a.example/brief.pdf', filename: 'brief.pdf' } }],
      },
    },
  });

  const item = businessSideOf(await html(`/${id}`), message);

  expect(item).toMatch(/<dt><bdi>First name<\/bdi><\/dt> <dd> ?<div class="text" dir="auto">Grace/);
  expect(visibleText(item)).toContain(
    'Contact Address typed, not verified First name Grace Newsletter empty',
  );
  expect(visibleText(item)).toContain('brief.pdf https://a.example/brief.pdf');
});

it('shows a minimal message as one line with its icon and link', async () => {
  const { openVisitor, send, html } = openScreen();
  const id = await openVisitor(1);
  const message = await send(id, {
    ...TO_BUSINESS,
    content: {
      minimal: {
        text: 'Liked the post',
        iconUrl: 'https://a.example/heart.png',
        url: 'https://a.example/post',
      },
    },
  });

  const item = businessSideOf(await html(`/${id}`), message);

  expect(item).toContain('is-minimal');
  expect(visibleText(item)).toContain(
    'Liked the post https://a.example/post icon: https://a.example/heart.png',
  );
  expect(item).not.toContain('href="https://a.example/heart.png"');
});

it.each(['PORTRAIT', 'LANDSCAPE'])(
  'shows a template in %s with image URL, lines and buttons',
  async (orientation) => {
    const { openVisitor, send, html } = openScreen();
    const id = await openVisitor(1);
    const message = await send(id, {
      ...TO_PARTICIPANT,
      content: {
        template: {
          title: 'Our garden',
          textLines: ['Up to 80 guests', 'Rain plan'],
          imageUrl: 'https://a.example/garden.jpg',
          orientation,
          buttons: [
            { label: 'See it', launchUrl: 'https://a.example/garden' },
            { label: 'Ask', postbackProperties: { interactionId: 'ask-date' } },
          ],
        },
      },
    });

    const item = businessSideOf(await html(`/${id}`), message);

    expect(item).toContain(`data-orientation="${orientation.toLowerCase()}"`);
    expect(visibleText(item)).toContain('Image not loaded https://a.example/garden.jpg');
    expect(visibleText(item)).toContain('Our garden Up to 80 guests Rain plan');
    expect(visibleText(item)).toContain('See it Opens https://a.example/garden');
    expect(visibleText(item)).toContain('Ask Interaction ID: ask-date');
    expect(item).not.toContain('<img');
  },
);

it('labels messages that are hidden from the participant', async () => {
  const { openVisitor, send, html } = openScreen();
  const id = await openVisitor(1);
  const open = await send(id, { ...TO_BUSINESS, content: text('for both') });
  const hidden = await send(id, {
    ...TO_BUSINESS,
    visibility: 'BUSINESS',
    content: text('for us'),
  });

  const page = await html(`/${id}`);

  expect(businessSideOf(page, hidden)).toContain('Hidden from participant');
  expect(businessSideOf(page, open)).not.toContain('Hidden from participant');
});

it('shows sender, direction, time, notification and silence of a message', async () => {
  const { openVisitor, send, html, wix } = openScreen();
  const id = await openVisitor(45);
  const chat = { sourceChannel: 'CHAT', targetChannels: ['CHAT'] };
  const before = wix.clock.now();
  const own = await send(
    id,
    { ...TO_BUSINESS, ...chat, content: text('a') },
    { sendAs: 'PARTICIPANT', sendNotifications: true },
  );
  const app = await send(id, { ...TO_PARTICIPANT, silent: true, content: text('b') });
  const user = await send(
    id,
    { ...TO_PARTICIPANT, ...chat, content: text('c') },
    { sendNotifications: true },
    OWNER,
  );

  const page = await html(`/${id}`);

  expect(visibleText(businessSideOf(page, own))).toMatch(
    /Visitor #0000 Visitor To business \d\d:\d\d a Channel: Chat Business notified/,
  );
  expect(visibleText(businessSideOf(page, app))).toMatch(
    /Velo: the site&#39;s backend App To participant \d\d:\d\d b Silent \(not counted/,
  );
  expect(visibleText(businessSideOf(page, user))).toMatch(
    /The business Wix user To participant \d\d:\d\d c Channel: Chat Participant notified/,
  );
  const [, time] = /<time datetime="([^"]+)"/.exec(businessSideOf(page, own)) ?? [];
  expect(new Date(time ?? '').getTime()).toBeGreaterThanOrEqual(before.getTime());
});

it('shows a badge, and whether it is only visible to the business', async () => {
  const { openVisitor, send, html } = openScreen();
  const id = await openVisitor(1);
  const open = await send(id, {
    ...TO_PARTICIPANT,
    content: text('a'),
    badges: [{ text: 'Automated', badgeVisibility: 'BUSINESS_AND_PARTICIPANT' }],
  });
  const hidden = await send(id, {
    ...TO_PARTICIPANT,
    content: text('b'),
    badges: [{ text: 'From the shop', badgeVisibility: 'BUSINESS' }],
  });

  const page = await html(`/${id}`);

  expect(visibleText(businessSideOf(page, open))).toContain('Automated a');
  expect(visibleText(businessSideOf(page, hidden))).toContain(
    'From the shop Only visible to you b',
  );
});

it('collapses a long text', async () => {
  const { openVisitor, send, get } = openScreen();
  const id = await openVisitor(1);
  // The limit of 800 characters is in the middle of the emoji's surrogate pair.
  const long = `${'x'.repeat(799)}😀${'y'.repeat(2000)}`;
  await send(id, { ...TO_BUSINESS, content: text(long) });

  const page = await (await get(`/${id}`)).text();

  expect(page).toContain(`${'x'.repeat(799)}😀…`);
  expect(page).toContain('Show all 2,801 characters');
  expect(page).toContain(`${long}</div>`);
});

it('shows each day heading once, on any page', async () => {
  const { openVisitor, send, html, wix } = openScreen();
  const id = await openVisitor(1);
  const messages: string[] = [];
  for (let index = 0; index < 40; index += 1) {
    if (index === 20) wix.clock.advance(26 * 60 * 60 * 1000);
    messages.push(await send(id, { ...TO_BUSINESS, content: text(`number ${index}`) }));
  }

  const newest = await html(`/${id}`);
  const older = await html(`/${id}?before=${messages[10] ?? ''}`);

  expect(newest.match(/class="day"/g)).toHaveLength(1);
  expect(businessSideOf(newest, messages[20] ?? '')).toContain('class="day"');
  expect(older.match(/class="day"/g)).toHaveLength(1);
  expect(businessSideOf(older, messages[0] ?? '')).toContain('class="day"');
});

it.for([
  ['https://static.wixstatic.com/media/local_a~mv2.png', '/_emulator/media/local_a~mv2.png'],
  [
    'https://static.wixstatic.com/media/local_a~mv2.png/v1/fill/w_9/a.png',
    '/_emulator/media/local_a~mv2.png',
  ],
  ['https://docs.wixstatic.com/ugd/local_a.pdf?dn=Plan.pdf', '/_emulator/media/local_a.pdf'],
  ['https://STATIC.wixstatic.com/media/other.jpg#x', '/_emulator/media/other.jpg'],
  ['https://wixmp.com/a/b', '/_emulator/media/b'],
  ['https://wixstatic.com.evil.example/media/a', 'https://wixstatic.com.evil.example/media/a'],
  ['https://notwixstatic.com/media/a', 'https://notwixstatic.com/media/a'],
])('opens the file %s from %s', async ([url, expected]) => {
  const { openVisitor, send, html } = openScreen();
  const id = await openVisitor(1);
  await send(id, {
    ...TO_BUSINESS,
    content: { basic: { items: [{ file: { url, filename: 'Plan.pdf' } }] } },
  });

  expect(await html(`/${id}`)).toContain(`<a href="${expected}" target="_blank"`);
});
