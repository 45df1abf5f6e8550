// Emulates the SDK host of the `@wix/site-*` packages in a page, with the methods of `@wix/site-window` and
// `@wix/site-location`. Not emulated: consent, analytics.
import { isDynamicPageData, type DynamicPageData } from '../dynamic-page-data.ts';
import { pathBelow } from '../page-url.ts';
import type { HostMethods } from './host-methods.ts';
import { notEmulated } from './not-emulated.ts';
import { deserializeValue } from './serialization.ts';
import { readJson, readSession } from './session.ts';

/** A call that a package makes to its host, with the arguments of page code. */
interface HostCall {
  readonly namespace: string;
  readonly method: string;
  readonly args: readonly unknown[];
}

/** The members of a host that `createClient()` uses. */
export interface PageHost {
  readonly name: string;
  readonly essentials: {
    readonly language: string;
    readonly locale: string;
    readonly timezone: string;
  };
  readonly channel: {
    invoke(call: HostCall): unknown;
    observeState(): { disconnect(): void };
  };
}

/**
 * Creates the host of a page, with the methods of this file and additional ones.
 * @throws {NotEmulatedError} on a call of another method, with the method's name
 */
export function createPageHost(additionalMethods: HostMethods): PageHost {
  const methods = new Map([...windowMethods(), ...locationMethods(), ...additionalMethods]);
  const { language } = navigator;
  return {
    name: 'local',
    essentials: {
      language: pageLanguage(),
      locale: language,
      timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    },
    channel: {
      invoke({ namespace, method, args }) {
        const run = methods.get(`${namespace}.${method}`);
        if (!run) {
          throw notEmulated(
            `${method}() of @wix/site-${namespace}`,
            `Use one of ${[...methods.keys()].join(', ')}.`,
          );
        }
        return run(...args);
      },
      observeState: () => ({ disconnect: () => undefined }),
    },
  };
}

function windowMethods(): HostMethods {
  return [
    ['window.browserLocale', async () => navigator.language],
    ['window.formFactor', async () => (window.innerWidth < 750 ? 'Mobile' : 'Desktop')],
    ['window.referrer', async () => document.referrer],
    ['window.viewMode', async () => (readSession().mode === 'preview' ? 'Preview' : 'Site')],
    ['window.rendering.env', async () => 'browser'],
    ['window.multilingual.isEnabled', async () => false],
    ['window.multilingual.currentLanguage', async () => pageLanguage()],
    ['window.scrollTo', async (x, y) => window.scrollTo(Number(x), Number(y))],
    ['window.scrollBy', async (x, y) => window.scrollBy(Number(x), Number(y))],
    ['window.getBoundingRect', async () => getBoundingRect()],
    ['window.getRouterData', async () => readRouterData()],
    [
      'window.trackEvent',
      async (name, parameters) =>
        console.info(
          `trackEvent("${String(name)}") is sent to no analytics in the emulator:`,
          parameters,
        ),
    ],
    ['window.copyToClipboard', async (text) => navigator.clipboard.writeText(String(text))],
  ];
}

function locationMethods(): HostMethods {
  return [
    ['location.url', async () => location.href],
    ['location.baseUrl', async () => location.origin],
    ['location.protocol', async () => location.protocol.replace(':', '')],
    ['location.path', async () => pathBelow(new URL(location.href), readPrefix())],
    ['location.prefix', async () => readPrefix()],
    ['location.query', async () => Object.fromEntries(new URLSearchParams(location.search))],
    ['location.to', async (url) => location.assign(checkPath(String(url)))],
  ];
}

function getBoundingRect(): object {
  const { scrollWidth, scrollHeight } = document.documentElement;
  return {
    window: { width: window.innerWidth, height: window.innerHeight },
    document: { width: scrollWidth, height: scrollHeight },
    scroll: { x: window.scrollX, y: window.scrollY },
  };
}

/** Returns the data that a router sent with the page, also that of dynamic pages; null if there is none. */
export function readRouterData(): unknown {
  return readJson('velo-router-data') ?? readDynamicPage() ?? null;
}

/** Returns what a dynamic page shows; undefined on other pages. */
export function readDynamicPage(): DynamicPageData | undefined {
  const data = deserializeValue(readJson('velo-dynamic-page'));
  return isDynamicPageData(data) ? data : undefined;
}

/** Returns the first segment of the address, if a router or a dynamic page has it. */
export function readPrefix(): string | undefined {
  const prefix = readJson('velo-prefix');
  return typeof prefix === 'string' ? prefix : undefined;
}

/** Returns the language of the document, such as `en`. */
export function pageLanguage(): string {
  return document.documentElement.lang || 'en';
}

/** Returns an address of the site. @throws {NotEmulatedError} for other URLs: page code cannot leave the emulator */
function checkPath(url: string): string {
  if (url.startsWith('/') && !url.startsWith('//')) return url;
  // `wixLocation.to(wixLocation.url)` loads the page again.
  if (/^https?:/.test(url) && new URL(url).origin === location.origin) return url;
  throw notEmulated(
    `location.to("${url.slice(0, 60)}")`,
    'Pass a path of this site, such as "/contact".',
  );
}
