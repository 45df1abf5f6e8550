// Emulates Wix's API servers: `handleRequest` maps a request to a response, with or without a socket. Not
// emulated: differences between hosts other than their paths.
import { randomUUID } from 'node:crypto';
import { emptyTables, openDatabase, type Database } from '../database/database.ts';
import { ConnectionLostError } from '../http/connection-lost.ts';
import { checkScopes } from './apps/scopes.ts';
import {
  isPreview,
  type CallEffects,
  type OperationContext,
  type Identity,
  type IdentityChange,
} from './core/context.ts';
import { createClock, type Clock } from './core/clock.ts';
import { createEvents, type DeliveryOptions, type Events, type WixEvent } from './core/events.ts';
import { EVENT_TYPES, type EmittedEvent } from './core/event-types.ts';
import { createHookedRunner, type RunWithHooks } from './data/data-hooks.ts';
import type { OpenHooks } from './data/hooked-run.ts';
import { createFaults, type Faults } from './core/faults.ts';
import { mergeConversationsOnIdentityChange } from './inbox/merge-conversations.ts';
import { readRequest, toErrorResponse, type WixRequest, type WixResponse } from './core/http.ts';
import { OPERATIONS, TABLES } from './operations.ts';
import { authenticate, readCaller } from './oauth/read-caller.ts';
import { defaultAssumptions, type Assumptions, type AssumptionsInput } from './core/assumptions.ts';
import { createChannels, type ChannelMessage, type Channels } from './realtime/channels.ts';
import { createRequestLog, omitSecrets, type RequestLog } from './core/request-log.ts';
import type { FieldViolation } from './core/validation/violations.ts';
import { WixValidationError, type IgnoredFields } from './core/wix-error.ts';
import { createOpenRequests } from './open-requests.ts';
import { checkCaller, createRouter } from './router.ts';
import { createOperationRunner } from './run-operation.ts';
import { takeSnapshot, writeSnapshot, type Snapshot } from './snapshot.ts';
import { createWebhooks, type Webhooks } from './webhooks/webhooks.ts';

/** Routes requests to operations, for every emulator of this process. */
const router = createRouter(OPERATIONS);

/** The emulated Wix APIs and their state. */
export interface Wix {
  /**
   * Handles one REST request. A request that cannot be read gets 400.
   * @throws {ConnectionLostError} for the faults `drop-before` and `drop-after`; never rejects otherwise
   */
  handleRequest(request: WixRequest): Promise<WixResponse>;
  /** Returns whether an operation has this HTTP method and path. */
  hasOperation(method: string, path: string): boolean;
  /** Returns whether a path has the form of a Wix API, emulated or not. Such a path is never a page of the site. */
  isApiPath(path: string): boolean;
  /**
   * Runs `work` in a transaction as the identity, then delivers the events and Realtime messages that it emitted.
   * `undefined`: as Wix.
   */
  runAs<T>(identity: Identity | undefined, work: (context: OperationContext) => T): Promise<T>;
  /**
   * Returns the caller of a request by its `Authorization` header: a token, with or without `Bearer` before it.
   * Returns undefined if the token is unknown or expired.
   */
  authenticate(authorization: string | undefined): Caller | undefined;
  readonly database: Database;
  readonly events: Events;
  /** The webhooks of the registered apps. */
  readonly webhooks: Webhooks;
  /** Realtime's channels and their subscribers. */
  readonly channels: Channels;
  readonly requests: RequestLog;
  readonly faults: Faults;
  readonly clock: Clock;
  readonly assumptions: Assumptions;
  /** Lets the data hooks of a site run with each request about items of Wix Data. */
  useDataHooks(open: OpenHooks): void;
  /** Changes the given assumptions; the others stay. */
  setAssumptions(changes: AssumptionsInput): void;
  /**
   * Waits for requests that the site's code started and did not await: resolves once no request has been open for a
   * few turns of the event loop. Resolves after 500 ms in any case, because an injected fault may delay a request.
   */
  idle(): Promise<void>;
  /** Resolves when the late executions (fault `execute-late`) that are due by the clock are finished. */
  lateRunsSettled(): Promise<void>;
  /** Takes a snapshot of the data, the clock, the assumptions and the faults. */
  snapshot(): Promise<Snapshot>;
  /**
   * Replaces the state by a snapshot that `checkSnapshot` allows: the data in one transaction, then the rest. Late
   * executions are cancelled, and the logs of requests and channels are emptied. Events that were waiting are delivered.
   */
  restore(snapshot: Snapshot): Promise<void>;
  /**
   * Empties every table, the request log, the log of channels and the faults, and resets the clock. Assumptions return to
   * those given to `createWix`.
   */
  reset(): Promise<void>;
  close(): void;
}

/** The caller of a request: a valid token and the identity it was issued for. */
export interface Caller {
  readonly token: string;
  readonly identity: Identity;
}

/** Creates the emulated Wix APIs with a database file (`:memory:` persists nothing). */
export function createWix(options: {
  readonly data: string;
  readonly assumptions?: AssumptionsInput;
  /** Returns the address of this emulator, for the URLs in responses. Default: `http://127.0.0.1`, without a port. */
  readonly origin?: () => string;
  /** How events are delivered. */
  readonly delivery?: DeliveryOptions;
  /**
   * Called with the name of a collection of Wix Data that was made on first use. Without it, a collection that does not
   * exist is refused (404 WDE0025), as on Wix.
   */
  readonly onCollectionMade?: ((name: string) => void) | undefined;
}): Wix {
  const database = openDatabase(options.data, TABLES, { isExclusive: true });
  const events = createEvents(database, options.delivery);
  const channels = createChannels(() => clock.now());
  const requests = createRequestLog();
  const faults = createFaults();
  const clock = createClock();
  const webhooks = createWebhooks({ database, clock, onFailure: options.delivery?.onFailure });
  const assumptions = { ...defaultAssumptions(), ...options.assumptions };

  function createContext(
    identity: Identity | undefined,
    published: ChannelMessage[],
    effects: CallEffects,
    made: Set<string>,
  ): OperationContext {
    const context: OperationContext = {
      identity,
      database,
      assumptions,
      effects,
      now: () => clock.now(),
      origin: options.origin ?? (() => 'http://127.0.0.1'),
      id: () => randomUUID(),
      emit(event: EmittedEvent) {
        const written: WixEvent = {
          ...event,
          ...EVENT_TYPES[event.name],
          id: randomUUID(),
          eventTime: clock.now(),
          identity,
          ...(isPreview(identity) ? { withheld: 'preview' } : {}),
          triggeredByAnonymizeRequest: false,
        };
        events.write(written);
        webhooks.add(written);
      },
      publish: (message) => void published.push(message),
      ...(options.onCollectionMade
        ? { collectionMade: (name: string) => void made.add(name) }
        : {}),
      identityChanged(change: IdentityChange) {
        mergeConversationsOnIdentityChange(context, change);
      },
    };
    return context;
  }

  async function runAs<T>(
    identity: Identity | undefined,
    work: (context: OperationContext) => T,
    effects: CallEffects = {},
  ): Promise<T> {
    const { value, published, made } = await database.transaction(() => {
      // Created here, because the database may run the work more than once.
      const messages: ChannelMessage[] = [];
      const collections = new Set<string>();
      const context = createContext(identity, messages, effects, collections);
      return { value: work(context), published: messages, made: collections };
    });
    events.deliver();
    webhooks.deliver();
    published.forEach(channels.publish);
    made.forEach((name) => options.onCollectionMade?.(name));
    return value;
  }

  const callerContext = { database, now: () => clock.now() };
  const runner = createOperationRunner({ faults, clock, assumptions, runAs });

  const openRequests = createOpenRequests();
  let runWithHooks: RunWithHooks = ({ input }, run) => run(input);

  async function respond(request: WixRequest): Promise<WixResponse> {
    const startedAt = performance.now();
    // The host comes first, so that a path which starts with two slashes cannot name another host.
    const url = new URL(`http://wix${request.path.startsWith('/') ? '' : '/'}${request.path}`);
    let name = `${request.method} ${url.pathname}`;
    let identity: Identity | undefined;
    let body: unknown = null;
    let ignored: IgnoredFields = { unread: [], hints: [] };
    let violations: readonly FieldViolation[] = [];
    let response: WixResponse | undefined;
    let errorCode: string | undefined;
    let lost: ConnectionLostError | undefined;
    try {
      const { operation, params } = router.match(request.method, url.pathname);
      name = operation.name;
      const input = { ...readRequest(request, operation, url), ...params };
      body = omitSecrets(input);
      const state = readCaller(callerContext, request.headers);
      identity = state?.identity;
      checkCaller(operation, state);
      checkScopes({ database }, operation, identity);
      const readToken = () => authenticate(callerContext, request.headers['authorization'])?.token;
      const outcome = await runWithHooks({ operation: name, input, identity, readToken }, (it) =>
        runner.run(operation, it, identity),
      );
      ignored = outcome;
      if (outcome.response instanceof Error) {
        throw outcome.response;
      }
      response = outcome.response;
    } catch (error) {
      if (error instanceof ConnectionLostError) {
        lost = error;
        errorCode = error.code;
      } else {
        ({ response, code: errorCode } = toErrorResponse(error));
        const refused = error instanceof WixValidationError ? error : undefined;
        violations = refused?.body.details.validationError?.fieldViolations ?? [];
        ignored = refused?.ignored ?? ignored;
      }
    }
    requests.add({
      operation: name,
      method: request.method,
      path: url.pathname,
      status: response?.status ?? 0,
      identity: identity ?? null,
      ms: performance.now() - startedAt,
      body,
      unread: ignored.unread,
      ...(ignored.hints.length === 0 ? {} : { hints: ignored.hints }),
      ...(violations.length === 0 ? {} : { violations }),
      ...(errorCode === undefined ? {} : { error: errorCode }),
    });
    if (!response) {
      throw lost ?? new Error(`Failed to respond to ${name}`);
    }
    return { ...response, headers: { ...response.headers, 'x-wix-request-id': randomUUID() } };
  }

  /** Ends what runs, replaces the data in one transaction, and empties the logs that are not part of the data. */
  async function replaceData(write: () => void): Promise<void> {
    clock.cancelWaits();
    await runner.settled();
    await events.settled();
    await webhooks.reset();
    await database.transaction(write);
    requests.clear();
    channels.clear();
  }

  return {
    handleRequest: (request) => openRequests.track(() => respond(request)),
    hasOperation: router.has,
    isApiPath: (path) => /^\/(_api|oauth2?)\/|\/v\d+\//.test(path),
    runAs,
    authenticate: (authorization) => authenticate(callerContext, authorization),
    database,
    events,
    webhooks,
    channels,
    requests,
    faults,
    clock,
    assumptions,
    idle: openRequests.idle,
    lateRunsSettled: runner.settled,
    useDataHooks(open) {
      runWithHooks = createHookedRunner(open, runAs);
    },
    setAssumptions(changes) {
      Object.assign(assumptions, changes);
    },
    snapshot: () => takeSnapshot({ database, clock, assumptions, faults }),
    async restore(snapshot) {
      await replaceData(() => writeSnapshot(database, snapshot));
      faults.set(snapshot.faults);
      Object.assign(assumptions, snapshot.assumptions);
      clock.set(new Date(Date.now() + snapshot.clockOffsetMs));
      events.deliver();
      webhooks.deliver();
    },
    async reset() {
      await replaceData(() => emptyTables(database));
      clock.reset();
      faults.set([]);
      Object.assign(assumptions, defaultAssumptions(), options.assumptions);
    },
    close() {
      webhooks.close();
      clock.reset();
      events.close();
      database.close();
    },
  };
}
