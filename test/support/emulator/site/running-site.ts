import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { createSiteServer, type SiteServer } from '../../../../emulator/site/vite-server.ts';
import type { VeloModules } from '../../../../emulator/site/velo-modules.ts';
import { temporaryFolder } from './temporary-site.ts';

/** Returns the path of a site in test/sites. */
export function getTestSitePath(name: string): string {
  return fileURLToPath(new URL(`../../../sites/${name}`, import.meta.url));
}

/** Options of {@link startTestSite}. */
interface StartOptions {
  readonly watch?: boolean;
  /** The older modules that the emulator does not have; by default, none is known. */
  readonly refused?: VeloModules['refused'] | undefined;
}

/** Runs a site without a port until the end of the test. `proxy.js` stands for the page runtime. */
export async function startTestSite(
  site: string,
  { watch = false, refused }: StartOptions = {},
): Promise<{ readonly server: SiteServer; readonly log: readonly string[] }> {
  const runtime = temporaryFolder({
    'proxy.js': 'export const webMethodProxy = (file, method) => () => [file, method];',
    'realtime.js': 'export const publish = () => undefined;',
    'captcha.js': 'export default {};',
  });
  const log: string[] = [];
  const server = await createSiteServer({
    site,
    watch,
    cacheDir: temporaryFolder(),
    proxyModule: `${runtime}/proxy.js`,
    imports: {
      veloModules: {
        backend: new Map([
          ['wix-realtime-backend', `${runtime}/realtime.js`],
          ['wix-captcha-backend', `${runtime}/captcha.js`],
        ]),
        page: new Map(),
        ...(refused && { refused }),
      },
    },
    servedFolders: [runtime],
    log: (line) => log.push(line),
  });
  onTestFinished(() => server.close());
  return { server, log };
}

/** Returns a web-method file by its path on Wix, such as `backend/greetings.web.js`. */
export function findWebMethodFile(server: SiteServer, name: string): string {
  const file = server.folder().webMethodFiles.get(name);
  if (file === undefined) {
    throw new Error(`The site has no ${name}`);
  }
  return file;
}
