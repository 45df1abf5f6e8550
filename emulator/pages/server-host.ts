// What @wix/site-* packages ask of a page that runs on Wix's servers. Leaves out the same as ./browser/site-modules.ts, and lightboxes.
import { NotEmulatedError } from './browser/not-emulated.ts';

/** A call of a host module, as the packages make it. */
export interface HostCall {
  readonly namespace: string;
  readonly method: string;
}

/**
 * Makes the answers of a page's host on the server: `rendering.env()` is `backend`, nobody hears of Realtime or of a
 * log-in. Unknown methods are refused by name.
 */
export function createServerHost(
  url: URL,
  identity: { readonly kind: string },
): (call: HostCall) => Promise<unknown> {
  const answers = new Map<string, unknown>([
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
    ['realtime.subscribe', ''],
    ['realtime.unsubscribe', undefined],
    ['realtime.onConnected', undefined],
    ['realtime.onDisconnected', undefined],
    ['realtime.onError', undefined],
  ]);
  return async ({ namespace, method }) => {
    const name = `${namespace}.${method}`;
    if (!answers.has(name)) {
      throw new NotEmulatedError(
        `${method}() of @wix/site-${namespace} is not emulated on the server.`,
      );
    }
    return answers.get(name);
  };
}
