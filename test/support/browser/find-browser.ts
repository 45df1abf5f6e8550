import { existsSync, mkdirSync, readFileSync, renameSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import * as v from 'valibot';

const Package = v.object({ version: v.string() });

/** The paths of installed browsers on Linux, macOS and Windows. */
const INSTALLED: readonly string[] = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:/Program Files/Google/Chrome/Application/chrome.exe',
  'C:/Program Files (x86)/Google/Chrome/Application/chrome.exe',
];

/**
 * The arguments of Chromium, without background requests. Do not use the list of `@sparticuz/chromium`: it disables
 * web security, and with it the browser exits when the first page is closed.
 */
export const BROWSER_ARGS: readonly string[] = [
  '--no-sandbox',
  '--disable-dev-shm-usage',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
];

/** The path of Chromium and its origin, or the reason why there is none. */
export type FoundBrowser =
  | { readonly path: string; readonly from: string }
  | { readonly path?: undefined; readonly why: string };

/**
 * Finds a Chromium: `CHROMIUM_PATH`, an installed Chrome or Chromium, or the one of the npm package (Linux on x64
 * only), which is unpacked into the folder `cache` once.
 */
export async function findBrowser(cache: string): Promise<FoundBrowser> {
  const given = process.env['CHROMIUM_PATH'];
  if (given) {
    return existsSync(given)
      ? { path: given, from: 'CHROMIUM_PATH' }
      : { why: `CHROMIUM_PATH names ${given}, which does not exist` };
  }
  const installed = INSTALLED.find((path) => existsSync(path));
  if (installed) return { path: installed, from: 'this machine' };
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    return {
      why: `install Chrome or set CHROMIUM_PATH: the npm package has a Chromium for Linux on x64 only`,
    };
  }
  try {
    return { path: await unpackChromium(cache), from: '@sparticuz/chromium' };
  } catch (error) {
    return { why: `failed to unpack the Chromium of the npm package: ${String(error)}` };
  }
}

/**
 * Unpacks the package's Chromium into a folder named after its version and returns the path of the executable.
 *
 * The package uses any file called `chromium` in the temporary folder, even if another process is still writing it.
 * So this function unpacks into a folder of this process, which is then renamed.
 */
async function unpackChromium(cache: string): Promise<string> {
  const main = createRequire(import.meta.url).resolve('@sparticuz/chromium');
  const packageFile = join(dirname(main), '../../package.json');
  const { version } = v.parse(Package, JSON.parse(readFileSync(packageFile, 'utf8')));
  const folder = resolve(cache, `chromium-${version}`);
  if (existsSync(folder)) return join(folder, 'chromium');
  const partial = `${folder}.${String(process.pid)}`;
  mkdirSync(partial, { recursive: true });
  const before = process.env['TMPDIR'];
  process.env['TMPDIR'] = partial;
  try {
    await (await import('@sparticuz/chromium')).default.executablePath();
  } finally {
    if (before === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = before;
  }
  try {
    renameSync(partial, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
  }
  return join(folder, 'chromium');
}
