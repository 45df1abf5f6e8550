// Emulates how Wix calls the data hooks of a site's `data.js`: their arguments, their context, and what they return.
import { fileURLToPath } from 'node:url';
import type { ModuleExports } from '../site/web-methods.ts';
import type { Identity } from '../wix/core/context.ts';
import type { CollectionHooks, HookName, OpenHooks } from '../wix/data/hooked-run.ts';
import { decodeDates, encodeDates } from './item-dates.ts';
import {
  currentCall,
  runInContext,
  runOutsideContext,
  type WixRequestHandler,
} from './request-context.ts';
import { startRealTimer, WEB_METHOD_TIMEOUT_MS } from './web-method-dispatcher.ts';

/** The file that `loadQueries` loads. It belongs to the site's runtime, because the builder of queries is `wix-data`'s. */
export const HOOK_QUERIES = fileURLToPath(new URL('velo/data-hook-queries.ts', import.meta.url));

/** Options of {@link createDataHooks}. */
export interface DataHooksOptions {
  /** The path of the site's `data.js` or `data.ts`; undefined if it has none. */
  dataFile(): string | undefined;
  load(file: string): Promise<ModuleExports>;
  /** Loads the functions that convert queries, in the runtime of the site's code. */
  loadQueries(): Promise<ModuleExports>;
  /** Returns the token for elevated calls of the site's backend. */
  elevatedToken(caller?: Identity): string;
  readonly handleRequest: WixRequestHandler;
  /** Creates the error with which Wix answers when a `before` hook throws. */
  refuse(thrown: unknown): Error;
  /** Called with each error of a hook or of loading its file. */
  onError(error: unknown, where: string): void;
  /** Starts the timer of the time limit and returns a function that stops it; `setTimeout` by default. */
  readonly startTimer?: (ms: number, onTimeout: () => void) => () => void;
}

/** The most data hooks that can call each other: hooks that write to their own collection would never end (assumed). */
const MAX_HOOK_DEPTH = 10;

type Hook = (value: unknown, context: object) => unknown;

/**
 * Creates the function that returns the hooks of a site for a request. They run for the caller of the request: in a call
 * of the site's backend, that is its caller, also if the request is elevated (assumed). A page cannot suppress them
 * (documented: only the backend can).
 */
export function createDataHooks(options: DataHooksOptions): OpenHooks {
  return async ({ collection, suppressHooks, identity, readToken }) => {
    const file = options.dataFile();
    const call = currentCall();
    const isBackend = call !== undefined && call.pageHost === undefined;
    if (file === undefined || (suppressHooks && isBackend)) return undefined;
    const exports = await runOutsideContext(options.handleRequest, () => options.load(file));
    // Characters of a collection's id that the name of a function cannot have are _ there (assumed).
    const prefix = `${collection.replaceAll(/\W/gu, '_')}_`;
    if (!Object.keys(exports).some((name) => name.startsWith(prefix))) return undefined;
    const hookDepth = (isBackend ? (call.hookDepth ?? 0) : 0) + 1;
    if (hookDepth > MAX_HOOK_DEPTH) {
      throw options.refuse(
        new Error(
          `Failed to use the collection ${collection}: more than ${String(MAX_HOOK_DEPTH)} data hooks called each other; pass suppressHooks`,
        ),
      );
    }
    const caller = isBackend ? call.caller : identity;
    const callerToken = isBackend ? call.token : readToken();
    const requestContext = {
      ...(callerToken === undefined ? {} : { token: callerToken }),
      ...(caller === undefined ? {} : { caller }),
      elevatedToken: options.elevatedToken(caller),
      handleRequest: options.handleRequest,
      hookDepth,
    };
    return createCollectionHooks(options, {
      collection,
      find(name) {
        const found = Object.hasOwn(exports, prefix + name) ? exports[prefix + name] : undefined;
        return isHook(found) ? found : undefined;
      },
      context: { collectionName: collection, ...describeUser(caller) },
      runAsCaller: (work) => runInContext(requestContext, work),
    });
  };
}

/** The functions of one collection, and how they are called. */
interface HookSet {
  readonly collection: string;
  find(name: HookName): Hook | undefined;
  readonly context: object;
  runAsCaller<T>(work: () => T): T;
}

function createCollectionHooks(
  { loadQueries, refuse, onError, startTimer = startRealTimer }: DataHooksOptions,
  { collection, find, context, runAsCaller }: HookSet,
): CollectionHooks {
  async function fail(error: unknown): Promise<void> {
    const onFailure = find('onFailure');
    if (!onFailure) return;
    try {
      await withTimeLimit(
        'onFailure',
        runAsCaller(async () => onFailure(error, context)),
      );
    } catch (failure) {
      onError(failure, `${collection}_onFailure`);
    }
  }

  /** Rejects after {@link WEB_METHOD_TIMEOUT_MS} (assumed). The hook may keep running, as other code of the backend. */
  async function withTimeLimit<T>(name: HookName, running: Promise<T>): Promise<T> {
    let stop = (): void => undefined;
    const timedOut = new Promise<never>((_, reject) => {
      stop = startTimer(WEB_METHOD_TIMEOUT_MS, () =>
        reject(new Error(`${collection}_${name} took longer than ${WEB_METHOD_TIMEOUT_MS} ms`)),
      );
    });
    try {
      return await Promise.race([running, timedOut]);
    } finally {
      stop();
    }
  }

  function tryToJson(rejected: unknown): unknown {
    try {
      return toJsonValue(rejected);
    } catch (error) {
      onError(error, `${collection}, what a hook rejected with`);
      return undefined;
    }
  }

  /** Calls a hook with a value in the form of Wix's requests, and returns its result in this form. */
  async function call(name: HookName, hook: Hook, value: unknown, more: object): Promise<unknown> {
    const isQuery = name === 'beforeQuery' || name === 'beforeCount';
    const { toBuilder, toRequest } = isQuery ? await loadQueries() : {};
    return runAsCaller(async () => {
      const argument = isFunction(toBuilder) ? toBuilder(collection, value) : decodeDates(value);
      const returned = await hook(argument, { ...context, ...more });
      return isFunction(toRequest) ? toRequest(returned) : toJsonValue(returned);
    });
  }

  return {
    has: (name) => find(name) !== undefined,
    fail,
    async run(name, value, currentItem) {
      const hook = find(name);
      if (!hook) return value;
      const more = currentItem === undefined ? {} : { currentItem: decodeDates(currentItem) };
      let result: unknown;
      try {
        result = await withTimeLimit(name, call(name, hook, value, more));
      } catch (error) {
        onError(error, `${collection}_${name}`);
        if (name.startsWith('before')) throw refuse(error);
        await fail(error);
        // Documented: what an `after` hook rejects with is the result, too. Assumed: not if it is an Error.
        result = error instanceof Error ? undefined : tryToJson(error);
      }
      return isSameType(value, result) ? result : value;
    },
  };
}

/**
 * Returns the part of a hook's context that describes the user.
 * @see https://dev.wix.com/docs/velo/apis/wix-data/hooks/introduction (assumed: event handlers have the role of the owner)
 */
function describeUser(caller: Identity | undefined): {
  readonly userId: string | null;
  readonly userRole: 'anonymous' | 'siteMember' | 'siteOwner';
} {
  switch (caller?.kind) {
    case 'visitor':
      return { userId: null, userRole: 'anonymous' };
    case 'member':
      return {
        userId: caller.id,
        userRole: caller.roles.includes('Admin') ? 'siteOwner' : 'siteMember',
      };
    case 'user':
      return { userId: caller.id, userRole: 'siteOwner' };
    default:
      return { userId: null, userRole: 'siteOwner' };
  }
}

/** Returns whether a hook returned what it was given: an item for an item, an id for an id, a number for a number. */
function isSameType(value: unknown, result: unknown): boolean {
  return (
    typeof result === typeof value &&
    result !== null &&
    Array.isArray(result) === Array.isArray(value)
  );
}

/**
 * Converts what a hook returned to the form of Wix's requests.
 * @throws TypeError for a BigInt and for an object that contains itself
 */
function toJsonValue(value: unknown): unknown {
  // Throws before the dates are converted, which would not end for an object that contains itself.
  const text: string | undefined = JSON.stringify(value);
  return text === undefined ? undefined : JSON.parse(JSON.stringify(encodeDates(value)));
}

function isHook(it: unknown): it is Hook {
  return typeof it === 'function';
}

function isFunction(it: unknown): it is (...args: readonly unknown[]) => unknown {
  return typeof it === 'function';
}
