// Calls a web method for an HTTP request of a page.
import type { Context } from 'hono';
import type { DispatchWebMethod } from './backend/web-method-dispatcher.ts';
import type { Wix } from './wix/server.ts';

/** Handles a request for a web method: finds its name in the path and its caller by the token, and calls it. */
export async function callWebMethod(
  c: Context,
  wix: Wix,
  dispatch: DispatchWebMethod,
): Promise<Response> {
  const [, file, method] = /_webMethods\/(.+)\/([^/]+)\.ajax$/.exec(decoded(c.req.path)) ?? [];
  if (file === undefined || method === undefined) {
    return c.json(toExceptionBody('NOT_FOUND', 'Web method not found'), 404);
  }
  const caller = wix.authenticate(c.req.header('authorization'));
  if (!caller) {
    return c.json(toExceptionBody('UNAUTHENTICATED', 'The token is unknown or expired'), 401);
  }
  const body = await c.req.text();
  const { status, json } = await dispatch({
    httpMethod: c.req.method,
    file,
    method,
    body,
    ...caller,
  });
  return Response.json(json, { status });
}

/** Creates the response body of a web method that was not called. */
function toExceptionBody(code: string, message: string): object {
  const result = { message, name: 'Error', stack: '', code, _elementoryError: true };
  return { result, exception: true };
}

/** Decodes a URL path; returns it unchanged if its escapes are invalid. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
