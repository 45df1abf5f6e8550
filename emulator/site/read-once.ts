// What was made of a file of a site, kept for other emulators of this process: the same site again, or a copy of it. Wix compiles a site once as well.
import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { DevEnvironment, TransformResult } from 'vite';

/** How many files are kept: a few sites of a hundred files each. */
const MOST = 1_000;

const made = new Map<string, TransformResult>();

/**
 * Lets the backend of a site whose files do not change be compiled once by all emulators of the process.
 * A file is the same if its path in the site and its text are; what it imports must lie where it lay then.
 * Files that import the emulator's own are left alone: such addresses depend on where the site is.
 */
export function readOnce<Environment extends DevEnvironment>(
  environment: Environment,
  root: string,
): Environment {
  const isThere = (dependency: string): boolean =>
    statSync(join(root, dependency), { throwIfNoEntry: false })?.isFile() ?? false;
  const transformRequest = environment.transformRequest.bind(environment);
  environment.transformRequest = async (url) => {
    const node = await environment.moduleGraph.getModuleByUrl(url);
    if (!node?.file || node.transformResult || !isOfSite(url)) return transformRequest(url);
    const key = keyOf(relative(root, node.file), await readFile(node.file));
    const known = made.get(key);
    if (known?.deps?.filter(isOfSite).every(isThere)) {
      // Vite writes into what it is given.
      node.transformResult = { ...known };
      return node.transformResult;
    }
    const result = await transformRequest(url);
    if (result?.deps?.every((it) => isOfSite(it) || isPackage(it))) keep(key, { ...result });
    return result;
  };
  return environment;
}

/** An address from the root of a site, as Vite writes it into what it makes: `/backend/inbox/messaging/send.ts`. */
function isOfSite(url: string): boolean {
  return /^\/(?:backend|public)\/[^?]+$/.test(url);
}

/** A package by its name: where it lies is asked when it is loaded. */
function isPackage(specifier: string): boolean {
  return /^[@\w]/.test(specifier);
}

function keyOf(name: string, text: Buffer): string {
  return `${name} ${createHash('sha256').update(text).digest('base64')}`;
}

function keep(key: string, result: TransformResult): void {
  made.set(key, result);
  const [oldest] = made.keys();
  if (made.size > MOST && oldest !== undefined) made.delete(oldest);
}
