// What keeps the screens' pages from running, loading or leaking anything. Stands for nothing of Wix's.
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

/** Puts the headers of a screen on every answer, errors included: no inline script or style, nothing from elsewhere, nothing kept. */
export function strictHeaders(): MiddlewareHandler {
  return async (context, next) => {
    await next();
    for (const [name, value] of HEADERS) {
      context.header(name, value);
    }
  };
}
