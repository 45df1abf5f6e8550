// A page that sends one message and requests it again until it is acknowledged.
import { receive, type Container } from './container.ts';
import type { ClientEvent } from './judge.ts';
import type { PageScript } from './scenario.ts';
import type { World } from './world.ts';

/** A running page. */
export interface Page {
  readonly script: PageScript;
  /** When it calls next; `undefined` while a call is running and at the end. */
  nextAskAt: number | undefined;
  /** The container of the running call. */
  container: Container | undefined;
  /** When the running call started. */
  calledAt: number;
  firstCalledAt: number | undefined;
  calls: number;
  isDone: boolean;
}

/** Wix ends a web method after this time, in ms. */
export const WEB_METHOD_MS = 14_000;

/** Codes after which a page does not request again. */
const FINAL_CODES = ['UNCLEAR', 'KEY_REUSED'];

/** Creates a page that calls first at a time. */
export function createPage(script: PageScript, startsAt: number): Page {
  return {
    script,
    nextAskAt: startsAt,
    container: undefined,
    calledAt: 0,
    firstCalledAt: undefined,
    calls: 0,
    isDone: false,
  };
}

/** Calls the web method in the page's next container. */
export function callFrom(world: World, page: Page): void {
  const { key, text, containers } = page.script;
  const container = world.containers[containers[page.calls % containers.length] ?? 0];
  if (!container) throw new Error('The page has no container');
  page.calls += 1;
  const call = page.calls;
  page.container = container;
  page.nextAskAt = undefined;
  page.calledAt = world.now;
  page.firstCalledAt ??= world.now;
  record(world, page, 'called');
  const isRunning = () => page.container === container && page.calls === call && container.isAlive;
  receive(container, `call ${key} ${world.now}`, () => {
    const ended = (code?: string) => {
      if (isRunning()) end(world, page, code);
    };
    container.inbox.sendText(text, { idempotencyKey: key }).then(
      () => ended(),
      (error: unknown) => ended(codeOf(error)),
    );
  });
}

/** Ends the running call of a page: acknowledged, or failed with a code. */
export function end(world: World, page: Page, code?: string): void {
  page.container = undefined;
  record(world, page, code === undefined ? 'ok' : 'failed', code);
  page.isDone = code === undefined || FINAL_CODES.includes(code);
  if (page.isDone) return;
  const first = page.firstCalledAt ?? world.now;
  page.nextAskAt = world.scenario.retriesAt.map((ms) => first + ms).find((at) => at > world.now);
  if (page.nextAskAt === undefined) page.isDone = true;
}

function record(world: World, { script }: Page, kind: ClientEvent['kind'], code?: string): void {
  const { key, text } = script;
  world.history.push({ kind, key, text, at: world.now, ...(code !== undefined && { code }) });
}

function codeOf(error: unknown): string {
  const code: unknown = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : String(error);
}
