// Sets the security headers of the screens.
import type { MiddlewareHandler } from 'hono';

const HEADERS: readonly (readonly [string, string])[] = [
  [
    'Content-Security-Policy',
    "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
  ],
  ['X-Content-Type-Options', 'nosniff'],
  ['Cross-Origin-Resource-Policy', 'same-origin'],
  ['Cross-Origin-Opener-Policy', 'same-origin'],
  ['Referrer-Policy', 'no-referrer'],
  ['Cache-Control', 'no-store'],
];

/**
 * Adds the security headers of a screen to every response, including errors: no inline scripts or styles, no
 * resources of other origins, no caching.
 */
export function strictHeaders(): MiddlewareHandler {
  return async (context, next) => {
    await next();
    for (const [name, value] of HEADERS) {
      context.header(name, value);
    }
  };
}
