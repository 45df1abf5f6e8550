// Emulates Wix's module `wix-router`: the responses of routers. Not emulated: caching of responses.

/** The response of a router. */
interface RouterResponse {
  readonly status: number;
  readonly page?: string | readonly string[];
  readonly data?: unknown;
  readonly head?: unknown;
  readonly message?: string;
  readonly redirectUrl?: string;
}

/** Shows a page, or the first one of several. @see https://dev.wix.com/docs/velo/apis/wix-router/ok */
export async function ok(
  page: string | readonly string[],
  data?: unknown,
  head?: unknown,
): Promise<RouterResponse> {
  return { status: 200, page, data, head };
}

/** Answers with the status 403. */
export const forbidden = async (message?: string): Promise<RouterResponse> =>
  withMessage(403, message);
/** Answers with the status 404. */
export const notFound = async (message?: string): Promise<RouterResponse> =>
  withMessage(404, message);
/** Answers with a status. */
export const sendStatus = async (status: string, message?: string): Promise<RouterResponse> =>
  withMessage(Number(status), message);
/** Continues with the page. */
export const next = async (): Promise<RouterResponse> => ({ status: 200 });

/** Redirects to an address, by default with the status 302. */
export async function redirect(redirectUrl: string, status = '302'): Promise<RouterResponse> {
  return { status: Number(status), redirectUrl };
}

/** An entry of a site map. */
export class WixRouterSitemapEntry {
  readonly url: string;
  title?: string;
  pageName?: string;
  changeFrequency?: string;
  lastModified?: Date;
  priority?: number;

  constructor(url: string) {
    this.url = url;
  }
}

function withMessage(status: number, message: string | undefined): RouterResponse {
  return { status, ...(message === undefined ? {} : { message }) };
}

export default { ok, forbidden, notFound, sendStatus, next, redirect, WixRouterSitemapEntry };
