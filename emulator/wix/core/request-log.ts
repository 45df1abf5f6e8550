// The log of calls to the emulated Wix, refused ones too. Stands for nothing of Wix's: it is what tests and people look at.
import type { Identity } from './context.ts';

/** One call to Wix. */
export interface RequestRecord {
  /** Service and method as the packages' `method-fqn` names them: `MessagesService.SendMessage`. */
  readonly operation: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  /** Who called; null where the token named nobody. */
  readonly identity: Identity | null;
  /** Milliseconds from arrival to answer. */
  readonly ms: number;
  /** Query and body as one object; tokens and secrets are left out. */
  readonly body: unknown;
  /** Fields of the request that the operation did not read. */
  readonly unread: readonly string[];
  /** The code of a refusal. */
  readonly error?: string;
}

/** The last calls, oldest first. */
export interface RequestLog {
  add(record: RequestRecord): void;
  list(): readonly RequestRecord[];
  clear(): void;
}

/** How many calls the log keeps. */
const REQUEST_LOG_SIZE = 1000;

/** Opens an empty log that forgets the oldest call past `REQUEST_LOG_SIZE`. */
export function createRequestLog(): RequestLog {
  let records: RequestRecord[] = [];
  return {
    add(record) {
      records.push(record);
      if (records.length >= 2 * REQUEST_LOG_SIZE) {
        records = records.slice(-REQUEST_LOG_SIZE);
      }
    },
    list: () => records.slice(-REQUEST_LOG_SIZE),
    clear() {
      records = [];
    },
  };
}

const SECRET_FIELDS = new Set([
  'token',
  'code',
  'codeVerifier',
  'access_token',
  'accessToken',
  'refresh_token',
  'refreshToken',
  'client_secret',
  'clientSecret',
]);

/** Copies a request's body without what would let its reader act as somebody else. */
export function withoutSecrets(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    return body;
  }
  return Object.fromEntries(Object.entries(body).filter(([name]) => !SECRET_FIELDS.has(name)));
}

/** Watches which leaves of a request are read: `value` to hand on, `unread()` to ask afterwards. */
export function watchReads<T extends object>(
  request: T,
): { readonly value: T; unread(): readonly string[] } {
  const read = new Set<string>();
  function watched<O extends object>(target: O, path: string): O {
    return new Proxy(target, {
      get(object, key, self) {
        const value: unknown = Reflect.get(object, key, self);
        if (typeof key !== 'string') {
          return value;
        }
        const name = path ? `${path}.${key}` : key;
        if (typeof value === 'object' && value !== null) {
          return watched(value, name);
        }
        read.add(name);
        return value;
      },
    });
  }
  function collect(value: unknown, path: string, found: string[]): string[] {
    if (typeof value === 'object' && value !== null) {
      for (const [key, inner] of Object.entries(value)) {
        collect(inner, path ? `${path}.${key}` : key, found);
      }
    } else if (!read.has(path)) {
      found.push(path);
    }
    return found;
  }
  return { value: watched(request, ''), unread: () => collect(request, '', []) };
}
