// Emulates Wix's module `wix-http-functions`: the responses of `http-functions.js`. It is loaded with the site's own
// code, so it imports nothing.

/** The response of an HTTP function. */
interface HttpFunctionResponse {
  status: number;
  headers: Readonly<Record<string, unknown>>;
  /** Text, a buffer of bytes, or a value that is sent as JSON. */
  body?: unknown;
}

interface ResponseOptions {
  readonly headers?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
}

/**
 * Creates a response with any status; 200 by default (assumed).
 * @see https://dev.wix.com/docs/velo/apis/wix-http-functions/response
 */
export function response(
  options: ResponseOptions & { readonly status?: number } = {},
): HttpFunctionResponse {
  return create(options.status ?? 200, options);
}

/** Creates a response with the status 200. A status in the options is ignored, as in the functions below. */
export const ok = (options?: ResponseOptions): HttpFunctionResponse => create(200, options);
/** Creates a response with the status 201. */
export const created = (options?: ResponseOptions): HttpFunctionResponse => create(201, options);
/** Creates a response with the status 400. */
export const badRequest = (options?: ResponseOptions): HttpFunctionResponse => create(400, options);
/** Creates a response with the status 403. */
export const forbidden = (options?: ResponseOptions): HttpFunctionResponse => create(403, options);
/** Creates a response with the status 404. */
export const notFound = (options?: ResponseOptions): HttpFunctionResponse => create(404, options);
/** Creates a response with the status 500. */
export const serverError = (options?: ResponseOptions): HttpFunctionResponse =>
  create(500, options);

function create(
  status: number,
  { headers = {}, body }: ResponseOptions = {},
): HttpFunctionResponse {
  return { status, headers: { ...headers }, ...(body === undefined ? {} : { body }) };
}

export default { response, ok, created, badRequest, forbidden, notFound, serverError };
