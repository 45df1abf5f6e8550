// Emulates Wix's dispatcher of web methods: finds the function, checks its permission and runs it as the caller.
// Not emulated: cached calls.
import type { Permission, WebMethod } from '../site/web-methods.ts';
import type { Identity } from '../wix/core/context.ts';
import { runInContext, runOutsideContext, type WixRequestHandler } from './request-context.ts';
import { parseArguments, serializeValue, InvalidArgumentsError } from './serialization.ts';

/** The time limit of a call from a page, in milliseconds. @see https://dev.wix.com/docs/develop-websites/articles/coding-with-velo/backend-code/backend-code-quotas */
export const WEB_METHOD_TIMEOUT_MS = 14_000;

/** Options of {@link createWebMethodDispatcher}. */
export interface DispatcherOptions {
  /** The files whose functions pages call: path on Wix (`backend/inbox.web.js`) to absolute path. */
  webMethodFiles(): ReadonlyMap<string, string>;
  /** Loads the web methods of a file, by name. Called for each web method call, so that a changed file is used at once. */
  loadWebMethods(file: string): Promise<ReadonlyMap<string, WebMethod>>;
  /** Returns the token for the caller's elevated calls. Preview has its own token. */
  elevatedToken(caller: Identity): string;
  /** Whether Wix's runtime hides the caller's token from backend code. */
  readonly hidesToken?: () => boolean;
  /** Whether the runtime has no global `crypto`. */
  readonly hidesWebCrypto?: () => boolean;
  readonly handleRequest: WixRequestHandler;
  /** Finds where the site's code threw an error: `backend/orders.ts:12:5`. */
  readonly locate?: (stack: string) => string | undefined;
  /** Called with each error of a web method or of loading its file; the emulator prints it to the terminal. */
  readonly onError?: (error: unknown, where: string) => void;
  /** Starts the timer of the time limit and returns a function that stops it; `setTimeout` by default. */
  readonly startTimer?: (ms: number, onTimeout: () => void) => () => void;
}

/** A call from a page. */
interface WebMethodCall {
  /** `POST`; Wix sends cached calls as `GET`. */
  readonly httpMethod: string;
  /** The path in the URL: `backend/inbox.web.js`. */
  readonly file: string;
  readonly method: string;
  /** A JSON array of the arguments. */
  readonly body: string;
  /** The identity of the token. */
  readonly identity: Identity;
  readonly token: string;
}

/** The response in Wix's form: `{ result }`, or `{ result, exception: true }` for an error. */
export interface WebMethodResponse {
  readonly status: number;
  readonly json: WebMethodBody;
}

/**
 * The body of a response; `result` is absent if the method returned undefined. `thrownAt` is the emulator's own: the
 * place in the source, which the page's list of errors shows. The error that page code catches does not have it.
 */
interface WebMethodBody {
  readonly result?: unknown;
  readonly exception?: true;
  readonly thrownAt?: string;
}

/** Runs a web method. The promise never rejects: every failure becomes a response. */
export type DispatchWebMethod = (call: WebMethodCall) => Promise<WebMethodResponse>;

/**
 * Creates the dispatcher of a site's web methods.
 *
 * Statuses: 200 with the result or with what the method threw (assumed: Wix's client reads only the body of a 200);
 * 404 `NOT_FOUND` if there is no such web method; 403 `FORBIDDEN` if its permission excludes the caller; 400 or 413
 * `INVALID_ARGUMENT` for bad arguments; 500 `LOAD_FAILED` with the file's name if it does not load; 501
 * `NOT_EMULATED` for cached calls; 504 `TIMEOUT` after {@link WEB_METHOD_TIMEOUT_MS}. After a timeout the code may
 * keep running, as on Wix.
 *
 * @see https://dev.wix.com/docs/develop-websites/articles/coding-with-velo/backend-code/web-modules/about-web-modules
 */
export function createWebMethodDispatcher(options: DispatcherOptions): DispatchWebMethod {
  const { startTimer = startRealTimer } = options;

  async function dispatch(call: WebMethodCall): Promise<WebMethodResponse> {
    const where = `${call.file} ${call.method}`;
    if (call.httpMethod !== 'POST') {
      return errorResponse(
        501,
        'NOT_EMULATED',
        `Failed to call ${where}: cached web methods (GET) are not emulated; remove the cache option`,
      );
    }
    const path = options.webMethodFiles().get(call.file);
    if (path === undefined) {
      return errorResponse(
        404,
        'NOT_FOUND',
        `Failed to call ${where}: the site has no file ${call.file}`,
      );
    }
    let methods: ReadonlyMap<string, WebMethod>;
    try {
      methods = await runOutsideContext(options.handleRequest, () => options.loadWebMethods(path));
    } catch (error) {
      options.onError?.(error, where);
      const place = placeOf(error);
      const at = place === undefined ? '' : ` (${place})`;
      const message = `Failed to load ${call.file}: ${messageOf(error)}${at}`;
      return errorResponse(500, 'LOAD_FAILED', message);
    }
    const method = methods.get(call.method);
    if (method === undefined) {
      return errorResponse(
        404,
        'NOT_FOUND',
        `Failed to call ${where}: the file exports no web method ${call.method}`,
      );
    }
    if (!isAllowed(method.permission, call.identity)) {
      const reason = `it requires the permission ${method.permission}, the caller is a ${call.identity.kind}`;
      return errorResponse(403, 'FORBIDDEN', `Failed to call ${where}: ${reason}`);
    }
    try {
      return await run(method, parseArguments(call.body), call);
    } catch (error) {
      if (error instanceof InvalidArgumentsError) {
        return errorResponse(error.status, 'INVALID_ARGUMENT', error.message);
      }
      options.onError?.(error, where);
      return exceptionResponse(error, placeOf(error));
    }
  }

  function placeOf(error: unknown): string | undefined {
    return error instanceof Error ? options.locate?.(error.stack ?? '') : undefined;
  }

  async function run(
    method: WebMethod,
    args: readonly unknown[],
    { token, identity, file, method: name }: WebMethodCall,
  ): Promise<WebMethodResponse> {
    const context = {
      token,
      caller: identity,
      elevatedToken: options.elevatedToken(identity),
      hidesToken: options.hidesToken?.() ?? false,
      hidesWebCrypto: options.hidesWebCrypto?.() ?? false,
      handleRequest: options.handleRequest,
    };
    let stop = (): void => undefined;
    const timedOut = new Promise<WebMethodResponse>((resolve) => {
      const message = `${file} ${name} took longer than ${WEB_METHOD_TIMEOUT_MS} ms`;
      stop = startTimer(WEB_METHOD_TIMEOUT_MS, () =>
        resolve(errorResponse(504, 'TIMEOUT', message)),
      );
    });
    const completed = runInContext(context, async () => method.run(...args)).then(
      (value): WebMethodResponse => ({ status: 200, json: toSuccessBody(value) }),
    );
    try {
      return await Promise.race([completed, timedOut]);
    } finally {
      stop();
    }
  }

  return dispatch;
}

/**
 * Returns whether a permission allows a caller. `SiteMember` allows every logged-in member, `Admin` a member with that
 * role. A Wix user (the site owner in the editor's preview) may call every web method.
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

function toSuccessBody(value: unknown): WebMethodBody {
  const result = serializeValue(value);
  return result === undefined ? {} : { result };
}

function exceptionResponse(error: unknown, thrownAt: string | undefined): WebMethodResponse {
  const place = thrownAt === undefined ? {} : { thrownAt };
  return { status: 200, json: { result: serializeError(error), exception: true, ...place } };
}

function errorResponse(status: number, code: string, message: string): WebMethodResponse {
  const result = serializeError(Object.assign(new Error(message), { code }));
  return { status, json: { result, exception: true } };
}

/** Serializes an Error with its message, name and code only, as Wix does; any other value is serialized unchanged. */
function serializeError(error: unknown): unknown {
  if (!(error instanceof Error)) {
    return serializeOr(error, null);
  }
  const { message, name } = error;
  const code = 'code' in error ? serializeOr(error.code, undefined) : undefined;
  return {
    message,
    name,
    stack: '',
    ...(code === undefined ? {} : { code }),
    _elementoryError: true,
  };
}

function serializeOr(value: unknown, fallback: unknown): unknown {
  try {
    return serializeValue(value);
  } catch {
    return fallback;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Starts a timer with `setTimeout`. Returns a function that stops it. */
export function startRealTimer(ms: number, onTimeout: () => void): () => void {
  const timer = setTimeout(onTimeout, ms);
  return () => clearTimeout(timer);
}
