import { expect, it } from 'vitest';
import { openScreen, text, TO_BUSINESS, wordsOf } from './open-screen.ts';

it('says what became of each event, the newest first, with the error of a handler that failed', async () => {
  const { openVisitor, send, wix, html } = openScreen();
  const id = await openVisitor(1);
  await send(id, { ...TO_BUSINESS, content: text('nobody hears it') });
  await wix.events.settled();
  let fails = false;
  wix.events.subscribe(async () => {
    if (fails) throw new TypeError('<img src=x onerror=alert(1)>\u202E');
    return 'delivered';
  });
  await send(id, { ...TO_BUSINESS, content: text('heard') });
  await wix.events.settled();
  fails = true;
  await send(id, { ...TO_BUSINESS, content: text('fails') });
  await wix.events.settled();

  const page = await html(`/${id}`);
  const list = page.slice(page.indexOf('id="event-list"'), page.indexOf('Realtime pings'));

  expect(wordsOf(page)).toContain('1 failed');
  expect([...list.matchAll(/outcome is-([a-z-]+)/g)].map(([, outcome]) => outcome)).toEqual([
    'failed',
    'delivered',
    'no-handler',
  ]);
  expect(list).toContain('TypeError: &lt;img src=x onerror=alert(1)&gt;');
  expect(list).toContain('U+202E');
  expect(list).not.toContain('<img');
});

it('lists the pings of Realtime with channel, kind and how many got them', async () => {
  const { wix, html } = openScreen();
  const stop = wix.channels.subscribe({ name: 'news' }, { id: 'a', receive: () => undefined });
  wix.channels.publish({ channel: { name: 'news' }, payload: { kind: 'first' } });
  stop();
  wix.channels.publish({
    channel: { name: 'news', resourceId: '"><script>alert(1)</script>' },
    payload: ['no kind'],
  });

  const page = await html();

  expect(wordsOf(page.slice(page.indexOf('id="ping-list"')))).toMatch(
    /news no kind nobody listens for .* news first delivered to 1/,
  );
  expect(page.match(/<script/g)).toHaveLength(1);
});

it('tells those who watch that a delivery is done', async () => {
  const { openVisitor, send, wix } = openScreen();
  const id = await openVisitor(1);
  let told = 0;
  const stop = wix.events.watch(() => void (told += 1));
  await send(id, { ...TO_BUSINESS, content: text('one') });
  await wix.events.settled();
  expect(told).toBe(1);

  stop();
  await send(id, { ...TO_BUSINESS, content: text('two') });
  await wix.events.settled();

  expect(told).toBe(1);
});
