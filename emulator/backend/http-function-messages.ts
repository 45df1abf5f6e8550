// Emulates the request and the response of Wix's HTTP functions.
import { Buffer } from 'node:buffer';
import { validateHeaderName, validateHeaderValue } from 'node:http';
import * as v from 'valibot';

/** The request that an HTTP function gets. */
export interface FunctionRequest {
  readonly url: string;
  /** `http://127.0.0.1:8787/_functions`. */
  readonly baseUrl: string;
  /** `GET`, `POST` and so on. */
  readonly method: string;
  readonly functionName: string;
  /** The parts of the path after the name of the function. */
  readonly path: readonly string[];
  /** Of a name that is given twice, the last value (assumed). */
  readonly query: Readonly<Record<string, string>>;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** The emulator listens on this machine only. */
  readonly ip: '127.0.0.1';
  readonly body: {
    text(): Promise<string>;
    /** Rejects with a SyntaxError if the body is not JSON. */
    json(): Promise<unknown>;
    buffer(): Promise<Buffer>;
  };
}

/** A response to send. */
export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array<ArrayBuffer>;
}

/** Creates the request of an HTTP function. @see https://dev.wix.com/docs/velo/velo-only-apis/wix-http-functions/wix-http-function-request/introduction */
export function toFunctionRequest(
  {
    method,
    headers,
    body,
  }: {
    readonly method: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: Uint8Array;
  },
  {
    url,
    base,
    name,
    path,
  }: {
    readonly url: URL;
    readonly base: string;
    readonly name: string;
    readonly path: readonly string[];
  },
): FunctionRequest {
  const bytes = Buffer.from(body);
  return {
    url: url.href,
    baseUrl: `${url.origin}/${base}`,
    method,
    functionName: name,
    path,
    query: Object.fromEntries(url.searchParams),
    headers,
    ip: '127.0.0.1',
    body: {
      text: async () => bytes.toString('utf8'),
      json: async (): Promise<unknown> => JSON.parse(bytes.toString('utf8')),
      buffer: async () => Buffer.from(bytes),
    },
  };
}

const FunctionResponse = v.object({
  status: v.pipe(
    v.number(),
    v.integer(),
    v.minValue(200, 'must be from 200 to 599'),
    v.maxValue(599, 'must be from 200 to 599'),
  ),
  headers: v.optional(v.record(v.string(), v.union([v.string(), v.number(), v.boolean()])), {}),
  body: v.optional(v.unknown()),
});

/** Headers that the server of the emulator writes itself. */
const OWN_HEADERS = new Set(['content-length', 'transfer-encoding', 'connection']);

/**
 * Converts what an HTTP function returned. Text is sent as `text/plain`, bytes as they are, and other values as JSON,
 * unless the function sets a `Content-Type` (assumed).
 * @throws TypeError that names the field if it is no response
 */
export function toHttpResponse(returned: unknown): HttpResponse {
  const result = v.safeParse(FunctionResponse, returned);
  if (!result.success) {
    const [issue] = result.issues;
    const field = v.getDotPath(issue) ?? 'the result';
    throw new TypeError(
      `An HTTP function must return a response, such as ok() of wix-http-functions. ${field}: ${issue.message}`,
    );
  }
  const { status, headers, body } = result.output;
  const { type, bytes } = encodeBody(body);
  const given = Object.entries(headers).map(([name, value]) => {
    checkHeader(name, String(value));
    return [name.toLowerCase(), String(value)] as const;
  });
  return {
    status,
    headers: {
      ...(type === undefined ? {} : { 'content-type': type }),
      ...Object.fromEntries(given.filter(([name]) => !OWN_HEADERS.has(name))),
    },
    body: bytes,
  };
}

/** @throws TypeError that names the header if it cannot be sent */
function checkHeader(name: string, value: string): void {
  try {
    validateHeaderName(name);
    validateHeaderValue(name, value);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new TypeError(`An HTTP function returned a header that cannot be sent. ${reason}`, {
      cause: error,
    });
  }
}

function encodeBody(body: unknown): {
  readonly type?: string;
  readonly bytes: HttpResponse['body'];
} {
  if (body === undefined || body === null) return { bytes: '' };
  if (typeof body === 'string') return { type: 'text/plain; charset=utf-8', bytes: body };
  if (body instanceof Uint8Array) {
    return { type: 'application/octet-stream', bytes: new Uint8Array(body) };
  }
  return { type: 'application/json; charset=utf-8', bytes: JSON.stringify(body) };
}
