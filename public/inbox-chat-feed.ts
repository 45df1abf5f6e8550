/** The part of `realtime` of `@wix/site-realtime` that a page needs. */
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

/** What a feed needs of its page. */
export interface FeedOptions {
  readonly realtime: RealtimePort | undefined;
  /** Whether pings may never come, though the subscription is fine: then it is asked every 20 s as well. */
  readonly isDoubtful?: boolean;
  /** Reads again; told that Wix merged the conversation into another one, where it is known. */
  readonly read: (isMerged: boolean) => Promise<void>;
  readonly wait: (seconds: number) => Promise<void>;
  /** Whether somebody can see the page; `undefined` where the page cannot tell. */
  readonly isVisible: () => boolean | undefined;
  readonly onConnection: (isConnected: boolean) => void;
}

/** How a page hears that there is something new. */
export interface Feed {
  /** Reads now, or once more after the reading that is under way. */
  refresh(): void;
  /** Listens to a channel; without one, as after a failed reading, or without Realtime, asks again and again. */
  listen(channel?: { readonly name: string; readonly resourceId?: string }): void;
  /** Told that the person did something. */
  touch(): void;
  /** Stops listening and asking, until the next `listen`. */
  stop(): void;
}

/** Seconds in which pings that follow one another are one reading. */
const BURST_SECONDS = 0.3;
/** Seconds between two readings without Realtime. */
const POLL_SECONDS = 20;
/** Where a page cannot tell whether it is seen, it stops asking after ten minutes without an act. */
const POLLS_UNSEEN = 30;

/**
 * Makes a page's ear: pings over Realtime where the site has it, else one reading every 20 s while the page is visible.
 *
 * However many pings come in a burst, they are two readings at the most. After a lost connection the
 * page reads again, because Realtime repeats nothing; until it is back, it asks every 20 s.
 */
export function createFeed(options: FeedOptions): Feed {
  const { realtime, isDoubtful = false, read, wait, isVisible, onConnection } = options;
  let isWanted = false;
  let isMerged = false;
  let isReading = false;
  let isHooked = false;
  let isLost = false;
  let isOn = false;
  /** The last reading named no channel: what its ping was about may not have been read. */
  let isBehind = false;
  let listening: { readonly channel: string; id?: string } | undefined;
  /** Changes with every stop: what was begun before it has no effect any more. */
  let era = 0;
  let pollingEra = -1;
  let polls = 0;

  async function run(): Promise<void> {
    if (isReading) return;
    isReading = true;
    while (isWanted) {
      const merged = isMerged;
      isWanted = false;
      isMerged = false;
      await read(merged);
      await wait(BURST_SECONDS);
    }
    isReading = false;
  }

  function refresh(): void {
    isWanted = true;
    void run();
  }

  async function poll(): Promise<void> {
    if (pollingEra === era) return;
    const begun = era;
    pollingEra = begun;
    const isNeeded = () => isDoubtful || isLost || isBehind || listening?.id === undefined;
    for (; isNeeded() && polls < POLLS_UNSEEN; polls += 1) {
      await wait(POLL_SECONDS);
      if (begun !== era) return;
      if (!isNeeded()) break;
      const visible = isVisible();
      if (visible !== undefined) polls = 0;
      if (visible ?? true) refresh();
    }
    pollingEra = -1;
  }

  /** Realtime's handlers cannot be taken back, so they are given once. */
  function hook(port: RealtimePort): void {
    if (isHooked) return;
    isHooked = true;
    void port.onConnected(() => {
      if (!isLost) return;
      isLost = false;
      onConnection(true);
      if (listening) refresh();
    });
    void port.onDisconnected(() => {
      if (!listening) return;
      isLost = true;
      onConnection(false);
      void poll();
    });
    void port.onError(() => {
      if (!listening) return;
      listening = undefined;
      isLost = false;
      void poll();
    });
  }

  async function subscribe(
    port: RealtimePort,
    channel: { name: string; resourceId?: string },
  ): Promise<void> {
    const begun = era;
    leave();
    const here: { readonly channel: string; id?: string } = { channel: keyOf(channel) };
    listening = here;
    hook(port);
    try {
      const id = await port.subscribe(channel, ({ payload }) => {
        if (begun !== era || listening !== here) return;
        isMerged ||= kindOf(payload) === 'merged';
        refresh();
      });
      if (begun !== era || listening !== here) {
        await port.unsubscribe({ subscriptionId: id });
        return;
      }
      here.id = id;
      // What came between the first reading and now.
      refresh();
    } catch {
      if (begun !== era || listening !== here) return;
      listening = undefined;
      void poll();
    }
  }

  /** Ends the subscription that there is. */
  function leave(): void {
    const id = listening?.id;
    listening = undefined;
    if (realtime && id !== undefined) realtime.unsubscribe({ subscriptionId: id }).catch(() => {});
  }

  return {
    refresh,
    listen(channel) {
      isOn = true;
      isBehind = channel === undefined;
      if (isDoubtful || !realtime || !channel) void poll();
      if (!realtime || !channel) return;
      if (listening?.channel !== keyOf(channel)) void subscribe(realtime, { ...channel });
    },
    touch() {
      polls = 0;
      if (isOn && (isLost || !listening)) void poll();
    },
    stop() {
      era += 1;
      isOn = false;
      isBehind = false;
      polls = 0;
      isWanted = false;
      isLost = false;
      leave();
    },
  };
}

function keyOf({ name, resourceId = '' }: { name: string; resourceId?: string }): string {
  return `${name} ${resourceId}`;
}

function kindOf(payload: unknown): unknown {
  return typeof payload === 'object' && payload !== null && 'kind' in payload ? payload.kind : '';
}
