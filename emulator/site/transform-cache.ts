// What was made of a file of a site, kept for other emulators of this process: the same site again, or a copy of it. Wix compiles a site once as well.
import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { DevEnvironment, TransformResult } from 'vite';

/** How many files are kept: a few sites of a hundred files each. */
const MAX_ENTRIES = 1_000;

const cache = new Map<string, TransformResult>();

/**
 * Lets the backend of a site whose files do not change be compiled once by all emulators of the process.
 * A file is the same if its path in the site and its text are; what it imports must lie where it lay then.
 * Files that import the emulator's own are left alone: such addresses depend on where the site is.
 */
export function cacheTransforms<Environment extends DevEnvironment>(
  environment: Environment,
  root: string,
): Environment {
  const isThere = (dependency: string): boolean =>
    statSync(join(root, dependency), { throwIfNoEntry: false })?.isFile() ?? false;
  const transformRequest = environment.transformRequest.bind(environment);
  environment.transformRequest = async (url) => {
    const node = await environment.moduleGraph.getModuleByUrl(url);
    if (!node?.file || node.transformResult || !isSiteUrl(url)) return transformRequest(url);
    const key = toCacheKey(relative(root, node.file), await readFile(node.file));
    const known = cache.get(key);
    if (known?.deps?.filter(isSiteUrl).every(isThere)) {
      // Vite writes into what it is given.
      node.transformResult = { ...known };
      return node.transformResult;
    }
    const result = await transformRequest(url);
    if (result?.deps?.every((it) => isSiteUrl(it) || isPackage(it))) addToCache(key, { ...result });
    return result;
  };
  return environment;
}

/** An address from the root of a site, as Vite writes it into what it makes: `/backend/inbox/messaging/send.ts`. */
function isSiteUrl(url: string): boolean {
  return /^\/(?:backend|public)\/[^?]+$/.test(url);
}

/** A package by its name: where it lies is asked when it is loaded. */
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
