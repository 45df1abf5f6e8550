// What @wix/site-window and -location ask of the page they run on, and the host of all that is asked. Leaves out consent, storage, bounding boxes.
import type { HostMethods } from './host-methods.ts';
import { refusal } from './not-emulated.ts';
import { readSession } from './session.ts';

/** One call of a host module: `namespace` and `method` as the packages name them, and the raw arguments. */
interface HostCall {
  readonly namespace: string;
  readonly method: string;
  readonly args: readonly unknown[];
}

/** The members of a host that `createClient` uses. */
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

/** Makes the host of a page, with the methods of its parts. Unknown methods are refused by name. */
export function createHost(parts: HostMethods): PageHost {
  const methods = new Map([...windowMethods(), ...locationMethods(), ...parts]);
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
        const call = methods.get(`${namespace}.${method}`);
        if (!call) {
          throw refusal(
            `${method}() of @wix/site-${namespace}`,
            `Emulated: ${[...methods.keys()].join(', ')}.`,
          );
        }
        return call(...args);
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
    ['window.copyToClipboard', async (text) => navigator.clipboard.writeText(String(text))],
  ];
}

function locationMethods(): HostMethods {
  return [
    ['location.url', async () => location.href],
    ['location.baseUrl', async () => location.origin],
    ['location.protocol', async () => location.protocol.replace(':', '')],
    ['location.path', async () => location.pathname.split('/').filter(Boolean)],
    ['location.prefix', async () => ''],
    ['location.query', async () => Object.fromEntries(new URLSearchParams(location.search))],
    ['location.to', async (url) => location.assign(sitePath(String(url)))],
  ];
}

function pageLanguage(): string {
  return document.documentElement.lang || 'en';
}

/** `location.to` takes a path of the site; another website is left to the person. */
function sitePath(url: string): string {
  if (url.startsWith('/') && !url.startsWith('//')) return url;
  throw refusal('location.to() another website', 'Give it a path of this site.');
}
