// Emulates the SDK host of the `@wix/site-*` packages on Wix's servers. Supports the methods of
// browser/page-host.ts. Not emulated: lightboxes, dialogs and animations, which need a browser.
import type { PageSession } from './page-session.ts';
import { pathBelow } from './page-url.ts';
import type { VeloPage, VeloTimeline } from './velo-page.ts';
import { NotEmulatedError } from './browser/not-emulated.ts';

/** A call that a package makes to its host. */
export interface HostCall {
  readonly namespace: string;
  readonly method: string;
}

/**
 * Creates the host of a page on the server. `rendering.env()` returns `backend`; Realtime and log-in handlers are
 * accepted and never called.
 * @throws {NotEmulatedError} for other methods, with the method's name
 */
export function createServerHost(
  url: URL,
  {
    identity,
    siteMembers = 'works',
    prefix,
    routerData = null,
    readMember,
  }: {
    readonly identity: { readonly kind: string; readonly roles?: readonly string[] };
    /** The first segment of the address, if a router or a dynamic page has it. */
    readonly prefix?: string | undefined;
    /** What a router sent with the page. */
    readonly routerData?: unknown;
    /** Reads the member of the session. */
    readonly readMember: () => Promise<unknown>;
  } & Pick<PageSession, 'siteMembers'>,
): (call: HostCall) => Promise<unknown> {
  const results = new Map<string, unknown>([
    ['window.rendering.env', 'backend'],
    ['window.viewMode', 'Site'],
    ['window.formFactor', 'Desktop'],
    ['window.browserLocale', 'en-US'],
    ['window.referrer', ''],
    ['window.getRouterData', routerData],
    ['window.trackEvent', undefined],
    ['window.multilingual.isEnabled', false],
    ['window.multilingual.currentLanguage', 'en'],
    ['location.url', url.href],
    ['location.baseUrl', url.origin],
    ['location.protocol', url.protocol.replace(':', '')],
    ['location.path', pathBelow(url, prefix)],
    ['location.prefix', prefix],
    ['location.query', Object.fromEntries(url.searchParams)],
    ['members.authentication.loggedIn', identity.kind === 'member'],
    ['members.authentication.onLogin', undefined],
    ['members.authentication.onLogout', undefined],
    // The server stores nothing (assumed): getItem() resolves to null.
    ...['local', 'session', 'memory'].flatMap((kind) => [
      [`storage.${kind}.getItem`, null] as const,
      [`storage.${kind}.setItem`, undefined] as const,
      [`storage.${kind}.removeItem`, undefined] as const,
      [`storage.${kind}.clear`, undefined] as const,
    ]),
    ['realtime.subscribe', ''],
    ['realtime.unsubscribe', undefined],
    ['realtime.onConnected', undefined],
    ['realtime.onDisconnected', undefined],
    ['realtime.onError', undefined],
  ]);
  return async ({ namespace, method }) => {
    const name = `${namespace}.${method}`;
    if (siteMembers !== 'works' && name.startsWith('members.authentication.')) {
      throw new TypeError(`${method}() of authentication failed (assumption siteMembers)`);
    }
    if (name === 'members.currentMember.getMember') {
      return identity.kind === 'member' ? readMember() : undefined;
    }
    if (name === 'members.currentMember.getRoles') {
      if (identity.kind !== 'member') throw new Error('No member is logged in.');
      return (identity.roles ?? []).map((title) => ({ title }));
    }
    // Page code asks once more in the browser; until then, its promise waits (assumed).
    if (NEEDS_BROWSER.has(name)) return new Promise(() => {});
    if (!results.has(name)) {
      throw new NotEmulatedError(
        `${method}() of @wix/site-${namespace} is not emulated on the server. Call it only if rendering.env() is "browser".`,
      );
    }
    return results.get(name);
  };
}

/** Methods that need the visitor. */
const NEEDS_BROWSER = new Set([
  'members.authentication.promptLogin',
  'members.authentication.logout',
  'window.getBoundingRect',
]);

/** The timeline of a page on the server. */
const NO_TIMELINE: VeloTimeline = {
  add: () => NO_TIMELINE,
  play: () => NO_TIMELINE,
  pause: () => NO_TIMELINE,
  reverse: () => NO_TIMELINE,
  replay: () => NO_TIMELINE,
  onStart: () => NO_TIMELINE,
  onComplete: () => NO_TIMELINE,
  onRepeat: () => NO_TIMELINE,
  onReverseComplete: () => NO_TIMELINE,
};

/** Creates what Wix's older modules read of a page on the server. It stores nothing (assumed). */
export function createServerVeloPage({
  url,
  prefix,
  identity,
  host,
  routerData = null,
}: {
  readonly url: URL;
  readonly prefix?: string | undefined;
  readonly identity: { readonly kind: string };
  readonly host: (call: HostCall) => unknown;
  readonly routerData?: unknown;
}): VeloPage {
  return {
    info: {
      isServer: true,
      language: 'en',
      locale: 'en-US',
      formFactor: 'Desktop',
      referrer: '',
    },
    url: () => new URL(url),
    path: () => pathBelow(url, prefix),
    prefix: () => prefix,
    replaceUrl() {},
    setTitle() {},
    identity: () => identity,
    mode: () => 'live',
    storage: () => ({ getItem: () => null, setItem() {}, removeItem() {}, clear() {} }),
    lightboxContext: () => undefined,
    routerData: () => routerData,
    createTimeline: () => NO_TIMELINE,
    shareData() {},
    fetch: (target, init) => fetch(new URL(target, url), init),
    invoke: (namespace, method) => host({ namespace, method }),
  };
}
