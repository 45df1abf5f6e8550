import { expect, it } from 'vitest';
import {
  openScreen,
  text,
  TO_BUSINESS,
  visibleText,
} from '../../support/emulator/screens/open-screen.ts';
import { registerApp, startReceiver } from '../../support/emulator/wix/webhook-receiver.ts';

it('shows the outcome of each event, newest first, with the error of a failed handler', async () => {
  const { openVisitor, send, wix, html } = openScreen();
  const id = await openVisitor(1);
  await send(id, { ...TO_BUSINESS, content: text('without a handler') });
  await wix.events.settled();
  let fails = false;
  wix.events.subscribe(async () => {
    if (fails) throw new TypeError('<img src=x onerror=alert(1)>\u202E');
    return 'delivered';
  });
  await send(id, { ...TO_BUSINESS, content: text('delivered') });
  await wix.events.settled();
  fails = true;
  await send(id, { ...TO_BUSINESS, content: text('fails') });
  await wix.events.settled();

  const page = await html(`/${id}`);
  const list = page.slice(page.indexOf('id="event-list"'), page.indexOf('id="realtime-title"'));

  expect(visibleText(page)).toContain('1 failed');
  expect([...list.matchAll(/outcome is-([a-z-]+)/g)].map(([, outcome]) => outcome)).toEqual([
    'failed',
    'delivered',
    'no-handler',
  ]);
  expect(list).toContain('TypeError: &lt;img src=x onerror=alert(1)&gt;');
  expect(list).toContain('U+202E');
  expect(list).not.toContain('<img');
});

it('lists Realtime messages with channel, start of the payload and number of subscribers', async () => {
  const { wix, html } = openScreen();
  const stop = wix.channels.subscribe({ name: 'news' }, { id: 'a', receive: () => undefined });
  wix.channels.publish({ channel: { name: 'news' }, payload: { kind: 'first' } });
  stop();
  wix.channels.publish({
    channel: { name: 'news', resourceId: '"><script>alert(1)</script>' },
    payload: ['second', 'x'.repeat(100)],
  });

  const page = await html();

  expect(visibleText(page.slice(page.indexOf('id="realtime-list"')))).toMatch(
    /news \[&quot;second&quot;,&quot;x{49}… No subscribers for .* news {&quot;kind&quot;:&quot;first&quot;} 1 subscriber/,
  );
  expect(page.match(/<script/g)).toHaveLength(1);
});

it('lists the deliveries to webhooks, with the last attempt and the time of the next one', async () => {
  const receiver = await startReceiver((index) => (index === 0 ? 500 : 200));
  const { openVisitor, send, wix, html } = openScreen();
  await registerApp(wix, [{ url: receiver.url }]);
  const id = await openVisitor(1);
  await send(id, { ...TO_BUSINESS, content: text('refused') });
  await wix.webhooks.settled();
  await send(id, { ...TO_BUSINESS, content: text('accepted') });
  await wix.webhooks.settled();
  await registerApp(wix, [{ url: 'http://127.0.0.1:1/"><script>alert(1)</script>' }]);
  await send(id, { ...TO_BUSINESS, content: text('unreachable') });
  await wix.webhooks.settled();

  const page = await html();
  const list = page.slice(page.indexOf('id="webhook-list"'));

  expect(visibleText(page)).toContain('2 failed');
  expect(visibleText(list)).toMatch(
    /unreachable http:\/\/127\.0\.0\.1:1.* delivered http.* status 500 http:\S+ next at \d\d:\d\d/,
  );
  expect(page.match(/<script/g)).toHaveLength(1);
});

it('notifies watchers when a delivery is finished', async () => {
  const { openVisitor, send, wix } = openScreen();
  const id = await openVisitor(1);
  let notified = 0;
  const stop = wix.events.watch(() => void (notified += 1));
  await send(id, { ...TO_BUSINESS, content: text('one') });
  await wix.events.settled();
  expect(notified).toBe(1);

  stop();
  await send(id, { ...TO_BUSINESS, content: text('two') });
  await wix.events.settled();

  expect(notified).toBe(1);
});
