// From send to screen: the owner answers on a site, and the chat page of a visitor's real browser shows it by itself.
import type { Browser, Page } from 'playwright-core';
import * as v from 'valibot';
import { createEmulator, type Emulator } from '../emulator/index.ts';
import { post } from './one-send.ts';
import { BROWSER_ARGS, findBrowser } from '../test/browser/browser.ts';

/** What was measured at one delay of Wix; times in milliseconds. */
export interface SendToScreen {
  /** What each call to Wix takes. */
  readonly delayMs: number;
  readonly rounds: number;
  readonly p50: number;
  readonly p95: number;
}

const SEND =
  '/_api/wix-code-public-dispatcher-ng/siteview/_webMethods/backend/inbox.web.js/sendMessageTo.ajax';
/** Delays of Wix, with the rounds that are measured at each. */
const RUNS = [
  { delayMs: 0, rounds: 24 },
  { delayMs: 50, rounds: 20 },
] as const;
/** Few: each page of the local Wix asks for its events after every message. */
const VISITORS = 6;
const WARM_UP = 6;
/** A message has two pings, a second apart: that long a visitor is left alone, so that rounds do not wait for each other's. */
const PAUSE_MS = 2100;

const Session = v.object({ token: v.string() });
const PageSession = v.object({ identity: v.object({ id: v.string() }) });
const Sent = v.object({ result: v.object({ ok: v.literal(true) }) });

/** A visitor with his chat open. */
interface Visitor {
  readonly page: Page;
  readonly id: string;
  /** When he was last written to. */
  lastMessageAt: number;
}

/** Measures in a Chromium, if there is one; answers why not otherwise. */
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
    await measureRounds(WARM_UP, visitors, (visitor) => measureAnswer(emulator, token, visitor));
    const measured: SendToScreen[] = [];
    for (const { delayMs, rounds } of RUNS) {
      const faults = [{ operation: '*', calls: 'every', kind: 'delay', delayMs }];
      await post(emulator, '/_emulator/faults', { faults: delayMs > 0 ? faults : [] });
      const took = await measureRounds(rounds, visitors, (visitor) =>
        measureAnswer(emulator, token, visitor),
      );
      measured.push({ delayMs, rounds, p50: percentile(took, 0.5), p95: percentile(took, 0.95) });
    }
    return measured;
  } finally {
    await browser.close();
    await emulator.settled();
    await emulator.close();
  }
}

/** Takes the visitors in turn, one after the other; answers what each round took. */
async function measureRounds(
  rounds: number,
  visitors: readonly Visitor[],
  measure: (visitor: Visitor) => Promise<number>,
): Promise<readonly number[]> {
  const turns = Array.from({ length: Math.ceil(rounds / visitors.length) }, () => visitors).flat();
  const took: number[] = [];
  for (const visitor of turns.slice(0, rounds)) {
    took.push(await measure(visitor));
  }
  return took;
}

/** Opens the chat as a new visitor; it hears of changes from then on. */
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

/** Writes to a visitor as the owner; answers the milliseconds until his page shows it. */
async function measureAnswer(emulator: Emulator, token: string, visitor: Visitor): Promise<number> {
  const wait = visitor.lastMessageAt + PAUSE_MS - performance.now();
  await new Promise((resolve) => setTimeout(resolve, wait));
  const text = `answer ${crypto.randomUUID()}`;
  const seen = visitor.page.evaluate(waitForTextScript(text)).then(() => performance.now());
  const began = performance.now();
  const message = { basic: { items: [{ text }] } };
  const args = [{ anonymousVisitorId: visitor.id }, message];
  v.parse(Sent, await post(emulator, SEND, args, token));
  visitor.lastMessageAt = performance.now();
  return (await seen) - began;
}

/** Code for a page: resolves after the frame in which the chat shows the text. */
function waitForTextScript(text: string): string {
  return `new Promise((resolve) => {
    const list = document.querySelector('#chatMessages');
    const look = () => {
      if (!list.textContent.includes(${JSON.stringify(text)})) return;
      observer.disconnect();
      requestAnimationFrame(resolve);
    };
    const observer = new MutationObserver(look);
    observer.observe(list, { childList: true, subtree: true, characterData: true });
    look();
  })`;
}

/** The value that this share of the values does not exceed. */
function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.ceil(sorted.length * share) - 1] ?? NaN;
}
