// Measures the time from a send to the screen: the owner replies, and a visitor's chat page in a real browser shows the message.
import type { Browser, Page } from 'playwright-core';
import * as v from 'valibot';
import { createEmulator, type Emulator } from '../emulator/index.ts';
import { post } from './one-send.ts';
import { BROWSER_ARGS, findBrowser } from '../test/support/browser/find-browser.ts';

/** The figures at one delay per Wix call; times in milliseconds. */
export interface SendToScreen {
  /** The delay of each call to Wix. */
  readonly delayMs: number;
  readonly rounds: number;
  readonly p50: number;
  readonly p95: number;
}

const SEND =
  '/_api/wix-code-public-dispatcher-ng/siteview/_webMethods/backend/inbox.web.js/sendMessageTo.ajax';
/** The delays per Wix call, and the number of rounds at each delay. */
const RUNS = [
  { delayMs: 0, rounds: 24 },
  { delayMs: 50, rounds: 20 },
] as const;
/**
 * The number of visitors. It is small, because every open page of the emulator requests its events after each
 * message.
 */
const VISITORS = 6;
const WARM_UP = 6;
/**
 * The pause between two messages to the same visitor, in milliseconds. A message causes two pings, one second
 * apart; the pause prevents rounds from waiting for the pings of the previous one.
 */
const PAUSE_MS = 2100;

const Session = v.object({ token: v.string() });
const PageSession = v.object({ identity: v.object({ id: v.string() }) });
const Sent = v.object({ result: v.object({ ok: v.literal(true) }) });

/** A visitor with an open chat page. */
interface Visitor {
  readonly page: Page;
  readonly id: string;
  /** When the last message to the visitor was sent, as of `performance.now()`. */
  lastMessageAt: number;
}

/** Measures in Chromium. Returns the reason as a string if no browser is found. */
export async function measureSendToScreen(): Promise<readonly SendToScreen[] | string> {
  const found = await findBrowser('.emulator');
  if (found.path === undefined) {
    return found.why;
  }
  const { chromium } = await import('playwright-core');
  const emulator = await createEmulator({ site: '.' });
  const url = await emulator.listen();
  const browser = await chromium.launch({ executablePath: found.path, args: [...BROWSER_ARGS] });
  try {
    const owner = { as: 'member', email: 'owner@example.com', roles: ['Admin'] };
    const { token } = v.parse(Session, await post(emulator, '/_emulator/sessions', owner));
    const visitors: Visitor[] = [];
    while (visitors.length < VISITORS) {
      visitors.push(await openChat(browser, url));
    }
    await measureRounds(WARM_UP, visitors, (visitor) => measureReply(emulator, token, visitor));
    const measured: SendToScreen[] = [];
    for (const { delayMs, rounds } of RUNS) {
      const faults = [{ operation: '*', calls: 'every', kind: 'delay', delayMs }];
      await post(emulator, '/_emulator/faults', { faults: delayMs > 0 ? faults : [] });
      const durations = await measureRounds(rounds, visitors, (visitor) =>
        measureReply(emulator, token, visitor),
      );
      measured.push({
        delayMs,
        rounds,
        p50: percentile(durations, 0.5),
        p95: percentile(durations, 0.95),
      });
    }
    return measured;
  } finally {
    await browser.close();
    await emulator.settled();
    await emulator.close();
  }
}

/** Measures the visitors in turn, one at a time. Returns the time of each round in milliseconds. */
async function measureRounds(
  rounds: number,
  visitors: readonly Visitor[],
  measure: (visitor: Visitor) => Promise<number>,
): Promise<readonly number[]> {
  const turns = Array.from({ length: Math.ceil(rounds / visitors.length) }, () => visitors).flat();
  const durations: number[] = [];
  for (const visitor of turns.slice(0, rounds)) {
    durations.push(await measure(visitor));
  }
  return durations;
}

/** Opens the chat page as a new visitor and waits until it is subscribed to changes. */
async function openChat(browser: Browser, url: string): Promise<Visitor> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${url}/chat`);
  await page.locator('html[data-velo-ready]').waitFor();
  const subscribed = page.waitForResponse((it) => it.url().endsWith('/realtime/subscriptions'));
  await page.locator('#chatOpen').click();
  await subscribed;
  const session = await page.locator('#velo-session').textContent();
  const { identity } = v.parse(PageSession, JSON.parse(session ?? ''));
  return { page, id: identity.id, lastMessageAt: 0 };
}

/** Sends a message to a visitor as the owner. Returns the milliseconds until the visitor's page shows it. */
async function measureReply(emulator: Emulator, token: string, visitor: Visitor): Promise<number> {
  const remainingPause = visitor.lastMessageAt + PAUSE_MS - performance.now();
  await new Promise((resolve) => setTimeout(resolve, remainingPause));
  const text = `reply ${crypto.randomUUID()}`;
  const shownAt = visitor.page.evaluate(waitForTextScript(text)).then(() => performance.now());
  const sentAt = performance.now();
  const message = { basic: { items: [{ text }] } };
  const args = [{ anonymousVisitorId: visitor.id }, message];
  v.parse(Sent, await post(emulator, SEND, args, token));
  visitor.lastMessageAt = performance.now();
  return (await shownAt) - sentAt;
}

/** Returns a script for a page. It resolves after the frame in which the chat shows the text. */
function waitForTextScript(text: string): string {
  return `new Promise((resolve) => {
    const list = document.querySelector('#chatMessages');
    const check = () => {
      if (!list.textContent.includes(${JSON.stringify(text)})) return;
      observer.disconnect();
      requestAnimationFrame(resolve);
    };
    const observer = new MutationObserver(check);
    observer.observe(list, { childList: true, subtree: true, characterData: true });
    check();
  })`;
}

/** Returns a percentile; `share` is from 0 to 1. */
function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * share) - 1] ?? NaN;
}
