// Wix's module `wix-realtime-backend`, as a site's backend imports it. Leaves out nothing that is documented. It is loaded
// with the site's own code, so it imports nothing: it finds Wix's context where the packages find it.

/** A channel, or a resource of it. */
interface Channel {
  readonly name: string;
  readonly resourceId?: string;
}

/** Who wants to listen. */
interface Subscriber {
  readonly id: string;
  /** `Admin`, `Member` or `Visitor`. */
  readonly type: string;
}

/** What a subscriber may do. */
interface ChannelPermissions {
  readonly read?: boolean;
}

/** Decides over a channel. */
type PermissionsHandler = (
  channel: Channel,
  subscriber: Subscriber,
) => ChannelPermissions | Promise<ChannelPermissions>;

/** Options of a publish. */
interface PublishOptions {
  /** Ids of the only people who get it. */
  readonly users?: readonly string[];
  /** Whether the message names who made the call. */
  readonly includePublisher?: boolean;
}

const PUBLISH_URL = 'https://manage.wix.com/_api/wix-duplexer-api/v3/publish';

/**
 * Publishes a message to those who listen, as the site's app: it takes no elevation. Pages of the published site and of
 * the editor's preview do not hear each other.
 * @param payload anything that JSON has, at most 10 KB
 * @throws Error if Wix refuses it (assumed: the package of the same job looks at no status)
 * @see https://dev.wix.com/docs/velo/velo-only-apis/wix-realtime-backend/publish
 */
export async function publish(
  channel: Channel,
  payload: unknown,
  options: PublishOptions = {},
): Promise<void> {
  const caller = callerHeaders();
  const isPreview = (caller['x-wix-view-mode'] ?? 'Site') !== 'Site';
  const uid = caller['x-wix-user-id'] ?? caller['x-wix-aid'];
  const { name, resourceId } = channel;
  const response = await fetchElevated(PUBLISH_URL, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({
      channels: [isPreview ? `@preview-${name}` : name],
      resourceId,
      event: 'message',
      payload: { payload },
      publisher: options.includePublisher && uid !== undefined ? { uid } : undefined,
      recipients: options.users,
    }),
  });
  if (!response.ok) {
    throw new Error(`Failed to publish to a channel: ${await reasonOf(response)}`);
  }
}

const handlers = new Map<string, PermissionsHandler>();
let defaultHandler: PermissionsHandler = () => ({ read: true });

/**
 * Wix's table of permissions, for a site that does not decide in `realtime_check_permission()` itself: the handler of a
 * resource, else that of its channel, else the default, which lets everybody read.
 * @see https://dev.wix.com/docs/velo/velo-only-apis/wix-realtime-backend/permissions-router/introduction
 */
export const permissionsRouter = {
  /** Sets the handler of a channel or resource. */
  add(channel: Channel, handler: PermissionsHandler): void {
    handlers.set(keyOf(channel), handler);
  },
  /** Sets the handler of everything else. */
  default(handler: PermissionsHandler): void {
    defaultHandler = handler;
  },
  /** Asks the handler that a subscription is for. */
  async check(channel: Channel, subscriber: Subscriber): Promise<ChannelPermissions> {
    const handler =
      handlers.get(keyOf(channel)) ?? handlers.get(keyOf({ name: channel.name })) ?? defaultHandler;
    return handler(channel, subscriber);
  },
};

function keyOf({ name, resourceId }: Channel): string {
  return JSON.stringify([name, resourceId ?? null]);
}

type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** Fetches with the site's app's token, by the context that Wix's packages use. */
function fetchElevated(url: string, init: RequestInit): Promise<Response> {
  const fetchWithAuth = memberOf(
    memberOf(Reflect.get(globalThis, '__wix_context__'), 'elevatedClient'),
    'fetchWithAuth',
  );
  if (!isFetch(fetchWithAuth)) {
    throw new Error('Failed to publish: wix-realtime-backend works in the backend of a site only');
  }
  return fetchWithAuth(url, init);
}

/** The headers of the request that this call belongs to; none in event handlers. */
function callerHeaders(): Readonly<Record<string, string | undefined>> {
  const getStore = memberOf(Reflect.get(globalThis, '__requestContext'), 'getStore');
  const store: unknown = typeof getStore === 'function' ? Reflect.apply(getStore, null, []) : null;
  const headers = memberOf(memberOf(store, 'request'), 'headers');
  return isHeaders(headers) ? headers : {};
}

function memberOf(holder: unknown, name: string): unknown {
  return typeof holder === 'object' && holder !== null ? Reflect.get(holder, name) : undefined;
}

function isFetch(it: unknown): it is Fetch {
  return typeof it === 'function';
}

function isHeaders(it: unknown): it is Readonly<Record<string, string | undefined>> {
  return typeof it === 'object' && it !== null;
}

/** The code of Wix's refusal, or its status. */
async function reasonOf(response: Response): Promise<string> {
  const body: unknown = await response.json().catch(() => undefined);
  const code = memberOf(memberOf(memberOf(body, 'details'), 'applicationError'), 'code');
  return typeof code === 'string' ? code : `status ${String(response.status)}`;
}
