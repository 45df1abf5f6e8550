/**
 * The part of `realtime` of `@wix/site-realtime` that a page needs.
 *
 * @see https://dev.wix.com/docs/sdk/frontend-modules/site-realtime/introduction
 */
export interface RealtimePort {
  subscribe(
    channel: { name: string; resourceId?: string },
    handler: (message: { readonly payload: unknown }) => void,
  ): Promise<string>;
  unsubscribe(options: { subscriptionId: string }): Promise<unknown>;
  onConnected(handler: () => void): unknown;
  onDisconnected(handler: () => void): unknown;
  onError(handler: () => void): unknown;
}

/** Options of `createFeed`. */
export interface FeedOptions {
  /** `realtime` of `@wix/site-realtime`. Without it, the feed polls. */
  readonly realtime: RealtimePort | undefined;
  /** Also polls while subscribed, for channels that may get no pings. Default: `false`. */
  readonly isAlwaysPolling?: boolean;
  /**
   * Reads the newest state and shows it; must not reject.
   *
   * @param isMerged - a ping reported that Wix merged the conversation into another one
   */
  readonly read: (isMerged: boolean) => Promise<void>;
  readonly wait: (seconds: number) => Promise<void>;
  /** Returns whether the page is visible, or `undefined` if it is not known. */
  readonly isVisible: () => boolean | undefined;
  /** Called when the Realtime connection is lost (`false`) or restored (`true`). */
  readonly onConnection: (isConnected: boolean) => void;
}

/** Reloads data when it changes. */
export interface Feed {
  /** Reads now, or once more after the read that is in progress. */
  refresh(): void;
  /**
   * Subscribes to a channel. Without a channel (as after a failed read) or Realtime, it polls. Does nothing if the
   * channel is already subscribed.
   */
  start(channel?: { readonly name: string; readonly resourceId?: string }): void;
  /** Call on user activity; restarts polling. */
  recordActivity(): void;
  /** Ends the subscription and the polling, until the next `start`. */
  stop(): void;
}

/** Minimum delay between reads, in seconds. */
const BURST_SECONDS = 0.3;
/**
 * After this many reads in a minute, the minimum delay is longer. A page then reads at most 30 times in a minute: four
 * pages of one user stay below the limit of 120 reads.
 */
const QUICK_READS = 10;
const SLOW_SECONDS = 3;
const MINUTE_MS = 60_000;
/** Largest delay of the read after a reconnection, in seconds. It is random, so that not all pages read at once. */
const RECONNECT_SECONDS = 3;
/** Seconds between two polls. */
const POLL_SECONDS = 20;
/** If the visibility is unknown, polling stops after 30 polls (10 minutes) without user activity. */
const MAX_POLLS_WITHOUT_ACTIVITY = 30;

/**
 * Subscribes the page to changes over Realtime, falling back to polling every 20 s while the page is visible.
 *
 * Pings in quick succession cause at most two reads, and many pings one read every 3 s. While the connection is lost, the
 * page polls. It reads again within 3 s after the connection is restored, because Realtime does not repeat missed
 * messages.
 */
export function createFeed(options: FeedOptions): Feed {
  const { realtime, isAlwaysPolling = false, read, wait, isVisible, onConnection } = options;
  let isReadRequested = false;
  let isMerged = false;
  let hasHandlers = false;
  let isDisconnected = false;
  let isStarted = false;
  let isRefusalLogged = false;
  /** Whether `start` was last called without a channel: the change that a ping reported may not have been read. */
  let isChannelUnknown = false;
  let subscription: { readonly channel: string; id?: string } | undefined;
  /** Incremented on every `stop()`, to ignore the results of earlier requests. */
  let generation = 0;
  let readingGeneration = -1;
  let pollingGeneration = -1;
  /** Times of the reads of the last minute (Unix, in milliseconds). */
  let readTimes: readonly number[] = [];
  let pollCount = 0;

  async function readWhileRequested(): Promise<void> {
    if (readingGeneration === generation) return;
    const startedIn = generation;
    readingGeneration = startedIn;
    while (isReadRequested) {
      const wasMerged = isMerged;
      isReadRequested = false;
      isMerged = false;
      await read(wasMerged);
      await wait(nextDelay());
      if (startedIn !== generation) return;
    }
    readingGeneration = -1;
  }

  function nextDelay(): number {
    const now = Date.now();
    readTimes = [...readTimes.filter((time) => now - time < MINUTE_MS), now];
    return readTimes.length > QUICK_READS ? SLOW_SECONDS : BURST_SECONDS;
  }

  function refresh(): void {
    isReadRequested = true;
    void readWhileRequested();
  }

  async function poll(): Promise<void> {
    if (pollingGeneration === generation) return;
    const startedIn = generation;
    pollingGeneration = startedIn;
    const isNeeded = () =>
      isAlwaysPolling || isDisconnected || isChannelUnknown || subscription?.id === undefined;
    for (; isNeeded() && pollCount < MAX_POLLS_WITHOUT_ACTIVITY; pollCount += 1) {
      await wait(POLL_SECONDS);
      if (startedIn !== generation) return;
      if (!isNeeded()) break;
      const isPageVisible = isVisible();
      if (isPageVisible !== undefined) pollCount = 0;
      if (isPageVisible ?? true) refresh();
    }
    pollingGeneration = -1;
  }

  async function refreshLater(): Promise<void> {
    const startedIn = generation;
    await wait(RECONNECT_SECONDS * Math.random());
    if (startedIn === generation && subscription) refresh();
  }

  /** Adds the connection handlers, once: Realtime cannot remove them. */
  function addHandlers(port: RealtimePort): void {
    if (hasHandlers) return;
    hasHandlers = true;
    void port.onConnected(() => {
      if (!isDisconnected) return;
      isDisconnected = false;
      onConnection(true);
      void refreshLater();
    });
    void port.onDisconnected(() => {
      if (!subscription) return;
      isDisconnected = true;
      onConnection(false);
      void poll();
    });
    void port.onError(() => {
      if (!subscription) return;
      subscription = undefined;
      isDisconnected = false;
      void poll();
    });
  }

  async function subscribe(
    port: RealtimePort,
    channel: { name: string; resourceId?: string },
  ): Promise<void> {
    const startedIn = generation;
    unsubscribe();
    const created: { readonly channel: string; id?: string } = { channel: toChannelKey(channel) };
    const isCurrent = () => startedIn === generation && subscription === created;
    subscription = created;
    try {
      addHandlers(port);
      const id = await port.subscribe(channel, ({ payload }) => {
        if (!isCurrent()) return;
        isMerged ||= toKind(payload) === 'merged';
        refresh();
      });
      if (!isCurrent()) {
        await port.unsubscribe({ subscriptionId: id });
        return;
      }
      created.id = id;
      // Reads what changed between the first read and now.
      refresh();
    } catch {
      if (!isCurrent()) return;
      subscription = undefined;
      if (!isRefusalLogged) {
        console.warn(
          `Realtime refused the channel "${channel.name}": this page polls every ${POLL_SECONDS} s. checkInbox says why.`,
        );
      }
      isRefusalLogged = true;
      void poll();
    }
  }

  function unsubscribe(): void {
    const id = subscription?.id;
    subscription = undefined;
    if (realtime && id !== undefined) realtime.unsubscribe({ subscriptionId: id }).catch(() => {});
  }

  return {
    refresh,
    start(channel) {
      isStarted = true;
      isChannelUnknown = channel === undefined;
      if (isAlwaysPolling || !realtime || !channel) void poll();
      if (!realtime || !channel) return;
      if (subscription?.channel !== toChannelKey(channel)) void subscribe(realtime, { ...channel });
    },
    recordActivity() {
      pollCount = 0;
      if (isStarted && (isDisconnected || !subscription)) void poll();
    },
    stop() {
      generation += 1;
      isStarted = false;
      isChannelUnknown = false;
      pollCount = 0;
      isReadRequested = false;
      isDisconnected = false;
      unsubscribe();
    },
  };
}

function toChannelKey({ name, resourceId = '' }: { name: string; resourceId?: string }): string {
  return `${name} ${resourceId}`;
}

function toKind(payload: unknown): unknown {
  return typeof payload === 'object' && payload !== null && 'kind' in payload ? payload.kind : '';
}
