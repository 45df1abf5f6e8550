// Determines where a request comes from, by the Fetch metadata of browsers.

/** The Fetch metadata of a request. Programs other than browsers send none. */
export interface RequestOrigin {
  readonly method: string;
  readonly secFetchSite: string | undefined;
  readonly secFetchMode: string | undefined;
  readonly secFetchDest: string | undefined;
  /** `Sec-Purpose`, or `Purpose` in older browsers: `prefetch` for a page that is loaded in advance. */
  readonly purpose: string | undefined;
}

/** Reads the Fetch metadata of a request. @param header returns a header by its name in lower case */
export function toRequestOrigin(
  method: string,
  header: (name: string) => string | undefined,
): RequestOrigin {
  return {
    method,
    secFetchSite: header('sec-fetch-site'),
    secFetchMode: header('sec-fetch-mode'),
    secFetchDest: header('sec-fetch-dest'),
    purpose: header('sec-purpose') ?? header('purpose') ?? header('x-moz'),
  };
}

/** Whether a page of another site, or of another port of this machine, caused the request. */
export function isFromOtherSite({ secFetchSite }: RequestOrigin): boolean {
  return secFetchSite !== undefined && !['same-origin', 'none'].includes(secFetchSite);
}

/** Whether a link on another site opens an address in a tab of its own, not in a frame. */
export function isLinkFromOtherSite(origin: RequestOrigin): boolean {
  const { method, secFetchMode, secFetchDest = 'document' } = origin;
  return (
    isFromOtherSite(origin) &&
    method === 'GET' &&
    secFetchMode === 'navigate' &&
    secFetchDest === 'document'
  );
}

/**
 * Whether a request for a page may start a session, the only change that reading a page makes. True when the developer
 * opens the page: by its address, a bookmark, a link of the site, or a program such as curl. False for other sites,
 * whose requests come without the session's `SameSite=Strict` cookie and would replace it, and for HEAD, prefetching
 * and scripts, which open no page.
 */
export function mayStartSession(origin: RequestOrigin): boolean {
  const { method, secFetchMode = 'navigate', purpose = '' } = origin;
  return (
    method === 'GET' &&
    secFetchMode === 'navigate' &&
    !isFromOtherSite(origin) &&
    !/prefetch|prerender|preview/i.test(purpose)
  );
}
