// Defines what the data hooks of a site are, and what they need to run a request.
import type { Identity, OperationContext } from '../core/context.ts';
import { isRecord } from '../core/validation/violations.ts';
import { WixApiError } from '../core/wix-error.ts';
import type { Outcome } from '../run-operation.ts';
import type { Action } from './permissions.ts';

/**
 * The hooks that run, as the end of a function's name in `data.js`: `Books_beforeInsert`.
 * @see https://dev.wix.com/docs/velo/apis/wix-data/hooks/introduction
 */
export const HOOK_NAMES = [
  ...['beforeGet', 'afterGet', 'beforeQuery', 'afterQuery', 'beforeCount', 'afterCount'],
  ...['beforeInsert', 'afterInsert', 'beforeUpdate', 'afterUpdate', 'beforeRemove', 'afterRemove'],
  'onFailure',
] as const;
/** One of {@link HOOK_NAMES}. */
export type HookName = (typeof HOOK_NAMES)[number];

/** A request about items, before it runs. */
export interface HookedRequest {
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly identity: Identity | undefined;
  /** Returns the caller's token; undefined for an API key. */
  readToken(): string | undefined;
}

/** The hooks of one collection, for one request. */
export interface CollectionHooks {
  has(name: HookName): boolean;
  /**
   * Runs a hook, and returns its value in the form of Wix's requests, or the given one if there is no such hook or its
   * value has the wrong type.
   * @param currentItem the stored item, for the hooks of an update or a removal
   * @throws {WixApiError} 400 WDE0078 with what a `before` hook threw
   */
  run(name: HookName, value: unknown, currentItem?: unknown): Promise<unknown>;
  /** Tells `onFailure` of an error. */
  fail(error: unknown): Promise<void>;
}

/** Returns the hooks that run for a request; undefined if none does. */
export type OpenHooks = (
  request: HookedRequest & { readonly collection: string; readonly suppressHooks: boolean },
) => Promise<CollectionHooks | undefined>;

/** What hooks need to run a request. */
export interface HookedRun {
  readonly request: HookedRequest;
  readonly collection: string;
  readonly hooks: CollectionHooks;
  /** Checks that the caller may do something. @throws {WixApiError} */
  allow(action: Action): Promise<void>;
  /** Reads as the caller. */
  read<T>(work: (context: OperationContext) => T): Promise<T>;
  /** Runs the request with another input. */
  next(input: object): Promise<Outcome>;
}

/** Changes the JSON of a successful outcome. */
export async function changeBody(
  outcome: Outcome,
  change: (body: Readonly<Record<string, unknown>>) => Promise<object>,
): Promise<Outcome> {
  const { response } = outcome;
  if (response instanceof Error || response.status !== 200) return outcome;
  let body: unknown;
  try {
    body = JSON.parse(response.body);
  } catch {
    // The fault `malformed` answers with a page.
    return outcome;
  }
  if (!isRecord(body)) return outcome;
  return { ...outcome, response: { ...response, body: JSON.stringify(await change(body)) } };
}

/** Returns a field that must be an object; empty if it is none, so that the request itself reports the problem. */
export function recordAt(
  holder: Readonly<Record<string, unknown>>,
  key: string,
): Readonly<Record<string, unknown>> {
  const value = holder[key];
  return isRecord(value) ? value : {};
}

/**
 * Creates the error with which Wix answers when a `before` hook throws or rejects: the package `@wix/data` turns it into
 * what the hook threw.
 * @see the package @wix/wix-data-items-common, `parseHookError` (the status is assumed)
 */
export function createHookError(thrown: unknown): WixApiError {
  if (!(thrown instanceof Error)) {
    const data = isJson(thrown) ? { value: thrown } : {};
    return new WixApiError(400, 'WDE0078', 'WDE0078: A data hook failed.', data);
  }
  const { name, message } = thrown;
  const code: unknown = Reflect.get(thrown, 'code');
  const jsErrorValue = { name, message, ...(isPlain(code) ? { code } : {}) };
  return new WixApiError(400, 'WDE0078', `WDE0078: ${message}`, { jsErrorValue });
}

/** Whether a value can be sent: a hook can throw a BigInt, or an object that contains itself. */
function isJson(value: unknown): boolean {
  try {
    JSON.stringify(value);
    return true;
  } catch {
    return false;
  }
}

function isPlain(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}
