// Emulates Wix's module `wix-realtime-backend`. It is loaded with the site's own code, so it imports nothing: like
// Wix's packages, it reads Wix's context from `globalThis`.

/** A channel, or one resource of a channel. */
interface Channel {
  readonly name: string;
  readonly resourceId?: string;
}

/** The visitor, member or admin that subscribes. */
interface Subscriber {
  readonly id: string;
  /** `Admin`, `Member` or `Visitor`. */
  readonly type: string;
}

/** The permissions of a subscriber on a channel. */
interface ChannelPermissions {
  readonly read?: boolean;
}

/** Returns the permissions of a subscriber on a channel. */
type PermissionsHandler = (
  channel: Channel,
  subscriber: Subscriber,
) => ChannelPermissions | Promise<ChannelPermissions>;

/** Options of {@link publish}. */
interface PublishOptions {
  /** Ids of the subscribers that receive the message; all of them by default. */
  readonly users?: readonly string[];
  /** Whether the message contains the id of the caller. */
  readonly includePublisher?: boolean;
}

const PUBLISH_URL = 'https://manage.wix.com/_api/wix-duplexer-api/v3/publish';

/**
 * Publishes a message to the subscribers of a channel. It runs as the site's app, so `elevate()` is not needed. The
 * published site and the editor's preview have separate channels.
 * @param payload any JSON value, at most 10 KB
 * @throws Error if Wix rejects the message (assumed: Wix's own package for publishing ignores the status)
 * @see https://dev.wix.com/docs/velo/velo-only-apis/wix-realtime-backend/publish
 */
export async function publish(
  channel: Channel,
  payload: unknown,
  options: PublishOptions = {},
): Promise<void> {
  const caller = readCallerHeaders();
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
    throw new Error(`Failed to publish to a channel: ${await readErrorCode(response)}`);
  }
}

const channelHandlers = new Map<string, PermissionsHandler>();
let defaultHandler: PermissionsHandler = () => ({ read: true });

/**
 * Wix's router of permissions, which a site calls in `realtime_check_permission()`. It runs the
 * first handler that is set: of the resource, of the channel, or the default. The default allows reading.
 * @see https://dev.wix.com/docs/velo/velo-only-apis/wix-realtime-backend/permissions-router/introduction
 */
export const permissionsRouter = {
  /** Sets the handler of a channel or resource. */
  add(channel: Channel, handler: PermissionsHandler): void {
    channelHandlers.set(toKey(channel), handler);
  },
  /** Sets the handler of all other channels. */
  default(handler: PermissionsHandler): void {
    defaultHandler = handler;
  },
  /** Runs the handler of a channel and returns the permissions of the subscriber. */
  async check(channel: Channel, subscriber: Subscriber): Promise<ChannelPermissions> {
    const handler =
      channelHandlers.get(toKey(channel)) ??
      channelHandlers.get(toKey({ name: channel.name })) ??
      defaultHandler;
    return handler(channel, subscriber);
  },
};

export default { publish, permissionsRouter };

function toKey({ name, resourceId }: Channel): string {
  return JSON.stringify([name, resourceId ?? null]);
}

type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** Fetches as the site's app, with the elevated client that Wix's packages use. */
function fetchElevated(url: string, init: RequestInit): Promise<Response> {
  const fetchWithAuth = getMember(
    getMember(Reflect.get(globalThis, '__wix_context__'), 'elevatedClient'),
    'fetchWithAuth',
  );
  if (!isFetch(fetchWithAuth)) {
    throw new Error('Failed to publish: wix-realtime-backend works only in the backend of a site');
  }
  return fetchWithAuth(url, init);
}

/** Returns the headers of the request of this call; none in event handlers. */
function readCallerHeaders(): Readonly<Record<string, string | undefined>> {
  const getStore = getMember(Reflect.get(globalThis, '__requestContext'), 'getStore');
  const store: unknown = typeof getStore === 'function' ? Reflect.apply(getStore, null, []) : null;
  const headers = getMember(getMember(store, 'request'), 'headers');
  return isHeaders(headers) ? headers : {};
}

function getMember(holder: unknown, name: string): unknown {
  return typeof holder === 'object' && holder !== null ? Reflect.get(holder, name) : undefined;
}

function isFetch(it: unknown): it is Fetch {
  return typeof it === 'function';
}

function isHeaders(it: unknown): it is Readonly<Record<string, string | undefined>> {
  return typeof it === 'object' && it !== null;
}

/** Returns the error code of Wix's response, or else its status. */
async function readErrorCode(response: Response): Promise<string> {
  const body: unknown = await response.json().catch(() => undefined);
  const code = getMember(getMember(getMember(body, 'details'), 'applicationError'), 'code');
  return typeof code === 'string' ? code : `status ${String(response.status)}`;
}
