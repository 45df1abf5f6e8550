// Wix's dispatcher of web methods: finds the function, holds the caller to its permission, runs it as him. Leaves out caching and `.jsw`.
import type { Permission, WebMethod } from '../site/entry-points.ts';
import type { Identity } from '../wix/core/context.ts';
import { callAs, outsideCalls, type Answer } from './call-as.ts';
import { readArguments, toWire, WireError } from './wire-values.ts';

/** How long a call from a page may take, in milliseconds. @see https://dev.wix.com/docs/develop-websites/articles/coding-with-velo/backend-code/backend-code-quotas */
export const WEB_METHOD_TIMEOUT_MS = 14_000;

/** What the dispatcher needs of the emulator. */
export interface DispatcherOptions {
  /** The site's web-method files: name on the wire to file. */
  doors(): ReadonlyMap<string, string>;
  /** Loads a file's web methods; asked on every call, so that a change is seen by the next one. */
  webMethods(file: string): Promise<ReadonlyMap<string, WebMethod>>;
  /** The token of the app under which the backend runs for a caller: the editor's preview has one of its own. */
  elevatedToken(caller: Identity): string;
  /** Whether Wix's runtime keeps the caller's token to itself. */
  readonly hidesToken?: () => boolean;
  readonly answer: Answer;
  /** Told what a web method threw, or why its file did not load: for the developer's terminal. */
  readonly failed?: (error: unknown, where: string) => void;
  /** Starts the time limit and answers how to stop it; a real timer unless a test takes its place. */
  readonly startTimer?: (ms: number, fire: () => void) => () => void;
}

/** One call from a page. */
interface WebMethodCall {
  /** `POST`; Wix's cached calls are `GET`. */
  readonly httpMethod: string;
  /** As in the address: `backend/inbox.web.js`. */
  readonly file: string;
  readonly method: string;
  /** A JSON array of the arguments. */
  readonly body: string;
  /** Who the token stands for. */
  readonly identity: Identity;
  readonly token: string;
}

/** The answer, in Wix's form: `{ result }`, or `{ result, exception: true }` for what was thrown. */
export interface WebMethodAnswer {
  readonly status: number;
  readonly json: WebMethodBody;
}

/** The body of an answer; `result` is absent where the method returned undefined. */
interface WebMethodBody {
  readonly result?: unknown;
  readonly exception?: true;
}

/** Runs one call. It never rejects: whatever fails is an answer. */
export type Dispatch = (call: WebMethodCall) => Promise<WebMethodAnswer>;

/**
 * Makes the dispatcher of a site's web methods.
 *
 * Answers: 200 with the result or with what the method threw (Wix's client reads only such bodies;
 * assumed); 404 for anything that is no web method; 403 where the permission forbids; 400 and 413
 * for bad arguments; 500 with the file's name if it does not load; 501 for cached calls; 504 after
 * {@link WEB_METHOD_TIMEOUT_MS}, though the code may go on, as on Wix.
 *
 * @see https://dev.wix.com/docs/develop-websites/articles/coding-with-velo/backend-code/web-modules/about-web-modules
 */
export function createDispatcher(options: DispatcherOptions): Dispatch {
  const { startTimer = realTimer } = options;

  async function dispatch(call: WebMethodCall): Promise<WebMethodAnswer> {
    const where = `${call.file} ${call.method}`;
    if (call.httpMethod !== 'POST') {
      return refusal(
        501,
        'NOT_EMULATED',
        `${where}: cached calls (GET) are not emulated; use POST`,
      );
    }
    const path = options.doors().get(call.file);
    if (path === undefined) {
      return refusal(404, 'NOT_FOUND', `Failed to call ${where}: the site has no such file`);
    }
    let methods: ReadonlyMap<string, WebMethod>;
    try {
      methods = await outsideCalls(() => options.webMethods(path));
    } catch (error) {
      options.failed?.(error, where);
      return refusal(500, 'LOAD_FAILED', `Failed to load ${call.file}: ${messageOf(error)}`);
    }
    const method = methods.get(call.method);
    if (method === undefined) {
      return refusal(404, 'NOT_FOUND', `Failed to call ${where}: there is no such web method`);
    }
    if (!isAllowed(method.permission, call.identity)) {
      const says = `it needs ${method.permission}, the caller is a ${call.identity.kind}`;
      return refusal(403, 'FORBIDDEN', `Failed to call ${where}: ${says}`);
    }
    try {
      return await run(method, readArguments(call.body), call);
    } catch (error) {
      if (error instanceof WireError) {
        return refusal(error.status, 'INVALID_ARGUMENT', error.message);
      }
      options.failed?.(error, where);
      return thrown(error);
    }
  }

  async function run(
    method: WebMethod,
    args: readonly unknown[],
    { token, identity, file, method: name }: WebMethodCall,
  ): Promise<WebMethodAnswer> {
    const session = {
      token,
      caller: identity,
      elevatedToken: options.elevatedToken(identity),
      hidesToken: options.hidesToken?.() ?? false,
      answer: options.answer,
    };
    let stop = (): void => undefined;
    const late = new Promise<WebMethodAnswer>((resolve) => {
      const says = `${file} ${name} took longer than ${WEB_METHOD_TIMEOUT_MS} ms`;
      stop = startTimer(WEB_METHOD_TIMEOUT_MS, () => resolve(refusal(504, 'TIMEOUT', says)));
    });
    const returned = callAs(session, async () => method.run(...args)).then(
      (value): WebMethodAnswer => ({ status: 200, json: success(value) }),
    );
    try {
      return await Promise.race([returned, late]);
    } finally {
      stop();
    }
  }

  return dispatch;
}

/**
 * Tells whether a caller may call from a page: `SiteMember` is any logged-in member, `Admin` a
 * member with that role; a Wix user (the owner in the editor's preview) may call all.
 */
export function isAllowed(permission: Permission, identity: Identity): boolean {
  switch (permission) {
    case 'Anyone':
      return true;
    case 'SiteMember':
      return identity.kind === 'member' || identity.kind === 'user';
    case 'Admin':
      return (
        identity.kind === 'user' || (identity.kind === 'member' && identity.roles.includes('Admin'))
      );
  }
}

function success(value: unknown): WebMethodBody {
  const result = toWire(value);
  return result === undefined ? {} : { result };
}

function thrown(error: unknown): WebMethodAnswer {
  return { status: 200, json: { result: errorOnTheWire(error), exception: true } };
}

function refusal(status: number, code: string, message: string): WebMethodAnswer {
  const result = errorOnTheWire(Object.assign(new Error(message), { code }));
  return { status, json: { result, exception: true } };
}

/** Message, name and code of an Error travel, its other properties are lost; what is no Error travels as it is. */
function errorOnTheWire(error: unknown): unknown {
  if (!(error instanceof Error)) {
    return wiredOr(error, null);
  }
  const { message, name } = error;
  const code = 'code' in error ? wiredOr(error.code, undefined) : undefined;
  return {
    message,
    name,
    stack: '',
    ...(code === undefined ? {} : { code }),
    _elementoryError: true,
  };
}

function wiredOr(value: unknown, instead: unknown): unknown {
  try {
    return toWire(value);
  } catch {
    return instead;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function realTimer(ms: number, fire: () => void): () => void {
  const timer = setTimeout(fire, ms);
  return () => clearTimeout(timer);
}
