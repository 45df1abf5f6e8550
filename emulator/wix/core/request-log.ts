// Logs the requests to the emulated Wix, rejected ones included, for tests and developers.
import { readDocument } from '../../database/documents.ts';
import type { Identity } from './context.ts';
import type { FieldViolation } from './validation/violations.ts';

/** A request to the emulated Wix. */
export interface RequestRecord {
  /** Service and method, the end of the packages' `method-fqn`: `MessagesService.SendMessage`. */
  readonly operation: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  /** The caller; null without a known token. */
  readonly identity: Identity | null;
  /** Milliseconds from request to response. */
  readonly ms: number;
  /** Query and body as one object, without tokens and secrets. */
  readonly body: unknown;
  /** Fields of the request that the operation did not read, also if the request was refused. */
  readonly unread: readonly string[];
  /** Explanations of fields that no type declares; absent without any. */
  readonly hints?: readonly string[];
  /** The fields for which the request was refused; absent without any. */
  readonly violations?: readonly FieldViolation[];
  /** The error code of a refused request. */
  readonly error?: string;
}

/** The last 1000 requests, oldest first. */
export interface RequestLog {
  add(record: RequestRecord): void;
  list(): readonly RequestRecord[];
  /** Returns the number of requests since the log was cleared, those that it no longer has included. */
  count(): number;
  /** Calls `changed` after each request. Returns a function that stops it. */
  watch(changed: () => void): () => void;
  clear(): void;
}

/** The number of requests that the log keeps. */
const REQUEST_LOG_SIZE = 1000;

/** Creates an empty log that drops the oldest request beyond `REQUEST_LOG_SIZE`. */
export function createRequestLog(): RequestLog {
  let records: RequestRecord[] = [];
  let count = 0;
  const watchers = new Set<() => void>();
  return {
    add(record) {
      records.push(record);
      count += 1;
      if (records.length >= 2 * REQUEST_LOG_SIZE) {
        records = records.slice(-REQUEST_LOG_SIZE);
      }
      watchers.forEach((changed) => changed());
    },
    list: () => records.slice(-REQUEST_LOG_SIZE),
    count: () => count,
    watch(changed) {
      watchers.add(changed);
      return () => watchers.delete(changed);
    },
    clear() {
      records = [];
      count = 0;
    },
  };
}

/** Fields of a request's body that hold tokens or secrets. */
const SECRET_FIELDS = new Set([
  'token',
  'code',
  'codeVerifier',
  'code_verifier',
  'access_token',
  'accessToken',
  'refresh_token',
  'refreshToken',
  'client_secret',
  'clientSecret',
]);

/** Copies a request's body without tokens and secrets, which would let a reader of the log act as another caller. */
export function omitSecrets(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    return body;
  }
  return Object.fromEntries(
    Object.entries(body)
      .filter(([name]) => !SECRET_FIELDS.has(name))
      .map(([name, value]) => [name, name === 'secret' ? omitValue(value) : value]),
  );
}

/** Copies a secret of the Secrets Manager without its value. */
function omitValue(secret: unknown): unknown {
  return typeof secret === 'object' && secret !== null && !Array.isArray(secret)
    ? Object.fromEntries(Object.entries(secret).filter(([name]) => name !== 'value'))
    : {};
}

/** The fields of an object that were read. */
interface Reads {
  /** Whether the object was read as a whole. */
  isWhole: boolean;
  /** The names of the fields that are no objects. */
  readonly names: Set<string>;
  readonly inner: Map<string, Tracked>;
}

interface Tracked {
  readonly value: object;
  readonly reads: Reads;
}

/** The property of a tracked object that counts all of its fields as read, and is the object as it was received. */
const WHOLE = Symbol('whole');

/**
 * Tracks which fields of a request are read. Returns the `value` to pass on, and `unread()`, which lists the paths of
 * the fields that were not read so far.
 */
export function trackReads<T extends object>(
  request: T,
): { readonly value: T; unread(): readonly string[] } {
  const { value, reads } = track(request);
  return { value, unread: () => listUnread(request, reads, '', []) };
}

function track<T extends object>(target: T): { readonly value: T; readonly reads: Reads } {
  const reads: Reads = { isWhole: false, names: new Set(), inner: new Map() };
  const value = new Proxy(target, {
    get(object, key, self) {
      if (key === WHOLE) {
        reads.isWhole = true;
        return object;
      }
      const field: unknown = Reflect.get(object, key, self);
      if (typeof key !== 'string') {
        return field;
      }
      if (typeof field !== 'object' || field === null) {
        reads.names.add(key);
        return field;
      }
      let tracked = reads.inner.get(key);
      if (!tracked) {
        tracked = track(field);
        reads.inner.set(key, tracked);
      }
      return tracked.value;
    },
  });
  return { value, reads };
}

function listUnread(
  value: object,
  reads: Reads | undefined,
  path: string,
  found: string[],
): readonly string[] {
  if (reads?.isWhole) {
    return found;
  }
  const fields: readonly [string, unknown][] = Object.entries(value);
  for (const [key, field] of fields) {
    const fieldPath = path ? `${path}.${key}` : key;
    if (typeof field === 'object' && field !== null) {
      listUnread(field, reads?.inner.get(key)?.reads, fieldPath, found);
    } else if (!reads?.names.has(key)) {
      found.push(fieldPath);
    }
  }
  return found;
}

/**
 * Returns a part of a tracked request as it was received, and counts every field of it as read. An object that was made of
 * such parts is copied.
 */
export function readWhole<T>(part: T): T;
export function readWhole(part: unknown): unknown {
  if (typeof part !== 'object' || part === null) {
    return part;
  }
  const whole: unknown = Reflect.get(part, WHOLE);
  return whole ?? readDocument(JSON.stringify(part));
}
