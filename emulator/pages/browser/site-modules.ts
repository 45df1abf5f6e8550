// What @wix/site-window, -location and -members ask of the page they run on. Leaves out lightboxes, consent, log-in dialogs, storage.
import { refusal } from './not-emulated.ts';
import type { PageSession } from './session.ts';

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

/**
 * Makes the host of a page. Unknown methods are refused by name.
 * @param fetchAsPage fetches a path of Wix's REST API as the page's visitor or member
 */
export function createHost(
  session: PageSession,
  fetchAsPage: (path: string) => Promise<Response>,
): PageHost {
  const methods = new Map<string, (...args: readonly unknown[]) => unknown>([
    ...windowMethods(session),
    ...locationMethods(),
    ...memberMethods(session, fetchAsPage),
  ]);
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

type Methods = [string, (...args: readonly unknown[]) => unknown][];

function windowMethods(session: PageSession): Methods {
  return [
    ['window.browserLocale', async () => navigator.language],
    ['window.formFactor', async () => (window.innerWidth < 750 ? 'Mobile' : 'Desktop')],
    ['window.referrer', async () => document.referrer],
    ['window.viewMode', async () => (session.mode === 'preview' ? 'Preview' : 'Site')],
    ['window.rendering.env', async () => 'browser'],
    ['window.multilingual.isEnabled', async () => false],
    ['window.multilingual.currentLanguage', async () => pageLanguage()],
    ['window.scrollTo', async (x, y) => window.scrollTo(Number(x), Number(y))],
    ['window.scrollBy', async (x, y) => window.scrollBy(Number(x), Number(y))],
    ['window.copyToClipboard', async (text) => navigator.clipboard.writeText(String(text))],
  ];
}

function locationMethods(): Methods {
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

function memberMethods(
  { identity }: PageSession,
  fetchAsPage: (path: string) => Promise<Response>,
): Methods {
  return [
    ['members.authentication.loggedIn', async () => identity.kind === 'member'],
    [
      'members.currentMember.getMember',
      async () => {
        if (identity.kind !== 'member') return undefined;
        const response = await fetchAsPage('/members/v1/members/my?fieldsets=FULL');
        const answer: unknown = await response.json();
        return typeof answer === 'object' && answer !== null && 'member' in answer
          ? toSiteMember(answer.member)
          : undefined;
      },
    ],
    ['members.authentication.onLogin', async () => undefined],
    ['members.authentication.onLogout', async () => undefined],
  ];
}

/** The packages rename nothing on this road, so the host answers `_id` and dates as the SDK names them. */
function toSiteMember(member: unknown): object | undefined {
  if (typeof member !== 'object' || member === null) return undefined;
  const { id, createdDate, updatedDate, ...rest }: Record<string, unknown> = { ...member };
  return {
    _id: id,
    ...rest,
    ...(createdDate === undefined ? {} : { _createdDate: new Date(String(createdDate)) }),
    ...(updatedDate === undefined ? {} : { _updatedDate: new Date(String(updatedDate)) }),
  };
}

function pageLanguage(): string {
  return document.documentElement.lang || 'en';
}

/** `location.to` takes a path of the site; another website is left to the person. */
function sitePath(url: string): string {
  if (url.startsWith('/') && !url.startsWith('//')) return url;
  throw refusal('location.to() another website', 'Give it a path of this site.');
}
