// Matches requests to operations by HTTP method and path, and checks the caller. Not checked: quotas.
import { TrieRouter } from 'hono/router/trie-router';
import { findTextProblem } from '../http/json-input.ts';
import type { Operation } from './core/operation.ts';
import { COVERAGE_HINT, notEmulated, WixApiError } from './core/wix-error.ts';
import { findNearestCall } from './nearest-operation.ts';
import type { TokenState } from './oauth/tokens.ts';

/** The operation of a request, and its path parameters. */
export interface OperationMatch {
  readonly operation: Operation;
  readonly params: Readonly<Record<string, string>>;
}

/** A router over operations. */
export interface Router {
  /** Returns whether an operation has this HTTP method and path. */
  has(method: string, path: string): boolean;
  /** Matches a request. @throws {WixApiError} 501 NOT_EMULATED, 400 INVALID_PATH */
  match(method: string, path: string): OperationMatch;
}

/** Creates a router over operations, with a router of Hono. */
export function createRouter(operations: readonly Operation[]): Router {
  const router = new TrieRouter<Operation>();
  /** The first operation of each path without a parameter, by method and path. It needs no search. */
  const fixed = new Map<string, Operation>();
  const routes = operations.flatMap((operation) =>
    operation.paths.map((path) => ({ operation, path, rank: toRank(path) })),
  );
  // The first route that matches is taken: `/members/my` comes before `/members/:id`.
  for (const { operation, path } of routes.toSorted((a, b) => (a.rank < b.rank ? -1 : 1))) {
    for (const method of operation.isAlsoPost
      ? [operation.httpMethod, 'POST']
      : [operation.httpMethod]) {
      router.add(method, path, operation);
      const call = `${method} ${path}`;
      if (!path.includes(':') && !fixed.has(call)) fixed.set(call, operation);
    }
  }
  // One slash at the end changes nothing (assumed: Wix documents paths without it).
  const matchAll = (method: string, path: string) =>
    router.match(method, path.replace(/(?<=[^/])\/$/, ''));
  return {
    has: (method, path) => fixed.has(`${method} ${path}`) || matchAll(method, path)[0].length > 0,
    match(method, path) {
      const known = fixed.get(`${method} ${path}`);
      if (known) {
        return { operation: known, params: {} };
      }
      const [matches, stash] = matchAll(method, path);
      const match = matches[0];
      if (!match) {
        const nearest = findNearestCall(operations, method, path);
        throw notEmulated(
          `${method} ${path}`,
          `${nearest === undefined ? '' : `The nearest emulated call is ${nearest}. `}${COVERAGE_HINT}`,
          nearest === undefined ? {} : { nearest },
        );
      }
      const [operation, matchedParams] = match;
      const entries: readonly [string, string | number][] = Object.entries(matchedParams);
      const params = entries.map(([name, value]) => {
        const text = typeof value === 'number' ? stash?.[value] : value;
        return [name, decodePathParam(text ?? '')] as const;
      });
      return { operation, params: Object.fromEntries(params) };
    },
  };
}

/** Returns a text that sorts a path after those that have a fixed segment where it has a parameter. */
function toRank(path: string): string {
  return path.replaceAll(/:\w+/g, '\u{10FFFF}');
}

/**
 * Checks that a token's identity may call an operation.
 * @throws {WixApiError} 401 UNAUTHENTICATED, 403 PERMISSION_DENIED
 */
export function checkCaller({ name, callers }: Operation, state: TokenState | undefined): void {
  if (callers.includes('none')) {
    return;
  }
  if (!state?.active) {
    throw new WixApiError(
      401,
      'UNAUTHENTICATED',
      'The access token is missing, unknown or expired. Send a valid token in the Authorization header.',
    );
  }
  if (!callers.includes(state.identity.kind)) {
    throw new WixApiError(
      403,
      'PERMISSION_DENIED',
      `The caller is a ${state.identity.kind}; ${name} allows ${callers.join(', ')}`,
    );
  }
}

/** @throws {WixApiError} 400 INVALID_PATH if a path parameter is not valid percent-encoding, or contains NUL */
function decodePathParam(part: string): string {
  let text: string;
  try {
    text = decodeURIComponent(part);
  } catch {
    throw new WixApiError(400, 'INVALID_PATH', 'The path is not valid percent-encoding');
  }
  const problem = findTextProblem(text);
  if (problem !== undefined) {
    throw new WixApiError(400, 'INVALID_PATH', `The path ${problem}`);
  }
  return text;
}
