// Requests to the pages of a site, as a browser sends them.
import { afterAll, beforeEach } from 'vitest';
import { createEmulator } from '../../../../emulator/index.ts';

/** Starts a site for all tests of a file. `errors` holds those of the site's code, and is emptied before each test. */
export async function startPages(site: string) {
  const errors: string[] = [];
  const emulator = await createEmulator({
    site,
    onError: (error, where) => errors.push(`${where}: ${String(error)}`),
  });
  afterAll(() => emulator.close());
  beforeEach(() => {
    errors.length = 0;
  });

  async function post(path: string, body: unknown, authorization = ''): Promise<Response> {
    const headers = { 'content-type': 'application/json', authorization };
    return emulator.fetch(path, { method: 'POST', headers, body: JSON.stringify(body) });
  }

  return {
    emulator,
    errors,
    post,
    /** Requests a page. It does not follow a redirect. */
    async get(path: string, cookie = '') {
      const response = await emulator.fetch(path, { headers: { accept: 'text/html', cookie } });
      const { status, headers } = response;
      return { status, location: headers.get('location'), text: await response.text() };
    },
    /** Returns the cookie of a logged-in member. */
    async memberCookie(): Promise<string> {
      const response = await post('/_emulator/act-as', { as: 'member', email: 'eva@example.com' });
      return response.headers.get('set-cookie')?.split(';')[0] ?? '';
    },
  };
}
