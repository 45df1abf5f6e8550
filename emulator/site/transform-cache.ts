// Caches the compiled backend files of sites for all emulators of this process.
import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { DevEnvironment, TransformResult } from 'vite';

/** The number of cached files: enough for a few sites of a hundred files each. */
const MAX_ENTRIES = 1_000;

const cache = new Map<string, TransformResult>();

/**
 * Makes an environment use the cache: a backend file is compiled once per process, also for a copy of the site.
 * Use it only if the site's files are not watched.
 *
 * - Key: the file's path in the site, and its content.
 * - A cached result is used only if the imported files still exist.
 * - Files that import the emulator's own files are not cached, because those URLs depend on the path of the site.
 */
export function cacheTransforms<Environment extends DevEnvironment>(
  environment: Environment,
  root: string,
): Environment {
  const exists = (dependency: string): boolean =>
    statSync(join(root, dependency), { throwIfNoEntry: false })?.isFile() ?? false;
  const transformRequest = environment.transformRequest.bind(environment);
  environment.transformRequest = async (url) => {
    const node = await environment.moduleGraph.getModuleByUrl(url);
    if (!node?.file || node.transformResult || !isSiteUrl(url)) return transformRequest(url);
    const key = toCacheKey(relative(root, node.file), await readFile(node.file));
    const cached = cache.get(key);
    if (cached?.deps?.filter(isSiteUrl).every(exists)) {
      // A copy, because Vite modifies the object.
      node.transformResult = { ...cached };
      return node.transformResult;
    }
    const result = await transformRequest(url);
    if (result?.deps?.every((it) => isSiteUrl(it) || isPackage(it))) addToCache(key, { ...result });
    return result;
  };
  return environment;
}

/** Returns whether a URL in Vite's output is a site file, relative to the site: `/backend/inbox/messaging/send.ts`. */
function isSiteUrl(url: string): boolean {
  return /^\/(?:backend|public)\/[^?]+$/.test(url);
}

/** Returns whether a specifier is a package name, which is resolved when it is loaded. */
function isPackage(specifier: string): boolean {
  return /^[@\w]/.test(specifier);
}

function toCacheKey(name: string, text: Buffer): string {
  return `${name} ${createHash('sha256').update(text).digest('base64')}`;
}

function addToCache(key: string, result: TransformResult): void {
  cache.set(key, result);
  const [oldest] = cache.keys();
  if (cache.size > MAX_ENTRIES && oldest !== undefined) cache.delete(oldest);
}
