// Creates the responses of a site's server: pages and files of layouts, with the headers that keep them apart from other
// sites. Ignores caching.
import { RELOAD_PAGE_HEADERS, renderReloadPage } from '../http/reload-page.ts';
import type { LayoutAsset } from './layout.ts';

/**
 * Creates the content security policy: no inline scripts. Styles may be inline, and if the network is allowed, site code may
 * call other hosts, as on Wix.
 */
function createContentSecurityPolicy(allowsNetwork: boolean): string {
  return [
    `default-src 'self'`,
    `script-src 'self'`,
    `style-src 'self' 'unsafe-inline'`,
    `img-src 'self' data: blob: https:`,
    allowsNetwork ? `connect-src 'self' https: wss:` : `connect-src 'self'`,
    `frame-src 'self' https:`,
    `object-src 'none'`,
    `base-uri 'none'`,
    `form-action 'self'`,
    `frame-ancestors 'none'`,
  ].join('; ');
}

/** Creates the response with a page. */
export function htmlResponse(text: string, status = 200, allowsNetwork = false): Response {
  const headers = {
    ...createHeaders('text/html; charset=utf-8'),
    'Content-Security-Policy': createContentSecurityPolicy(allowsNetwork),
    'Referrer-Policy': 'same-origin',
  };
  return new Response(text, { status, headers });
}

/** The response to a request that has no session and may not start one. */
export function createReloadResponse(url: URL): Response {
  return new Response(renderReloadPage(url.pathname + url.search), {
    headers: RELOAD_PAGE_HEADERS,
  });
}

/** The response with an asset. The code of an HtmlComponent runs as if it came from another origin, as on Wix. */
export function createAssetResponse({ type, content }: LayoutAsset): Response {
  const isDocument = type.startsWith('text/html');
  const policy = "sandbox allow-scripts allow-forms allow-popups; frame-ancestors 'self'";
  const headers = {
    ...createHeaders(type),
    ...(isDocument && { 'Content-Security-Policy': policy }),
  };
  return new Response(content, { headers });
}

function createHeaders(type: string): Record<string, string> {
  return {
    'Content-Type': type,
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    'Cross-Origin-Resource-Policy': 'same-origin',
  };
}
