// Emulates the SDK host of the `@wix/site-*` packages on Wix's servers. Supports the methods of
// browser/page-host.ts, without lightboxes.
import type { PageSession } from './page-session.ts';
import type { VeloPage } from './velo-page.ts';
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
  }: { readonly identity: { readonly kind: string } } & Pick<PageSession, 'siteMembers'>,
): (call: HostCall) => Promise<unknown> {
  const results = new Map<string, unknown>([
    ['window.rendering.env', 'backend'],
    ['window.viewMode', 'Site'],
    ['window.formFactor', 'Desktop'],
    ['window.browserLocale', 'en-US'],
    ['window.referrer', ''],
    ['window.multilingual.isEnabled', false],
    ['window.multilingual.currentLanguage', 'en'],
    ['location.url', url.href],
    ['location.baseUrl', url.origin],
    ['location.protocol', url.protocol.replace(':', '')],
    ['location.path', url.pathname.split('/').filter(Boolean)],
    ['location.prefix', ''],
    ['location.query', Object.fromEntries(url.searchParams)],
    ['members.authentication.loggedIn', identity.kind === 'member'],
    ['members.authentication.onLogin', undefined],
    ['members.authentication.onLogout', undefined],
    // The server cannot ask for a member, so their page must ask in the browser.
    ...(identity.kind === 'member'
      ? []
      : [['members.currentMember.getMember', undefined] as const]),
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
    if (!results.has(name)) {
      throw new NotEmulatedError(
        `${method}() of @wix/site-${namespace} is not emulated on the server. Call it only if rendering.env() is "browser".`,
      );
    }
    return results.get(name);
  };
}

/** Creates what Wix's older modules read of a page on the server. It stores nothing (assumed). */
export function createServerVeloPage({
  url,
  identity,
  host,
}: {
  readonly url: URL;
  readonly identity: { readonly kind: string };
  readonly host: (call: HostCall) => unknown;
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
    replaceUrl() {},
    setTitle() {},
    identity: () => identity,
    mode: () => 'live',
    storage: () => ({ getItem: () => null, setItem() {}, removeItem() {}, clear() {} }),
    lightboxContext: () => undefined,
    shareData() {},
    fetch: (target, init) => fetch(new URL(target, url), init),
    invoke: (namespace, method) => host({ namespace, method }),
  };
}
