// What a browser may ask of the module server: pages, public code, web-method proxies, packages. Leaves out the pages' HTML, which is not served from files.
import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import type { Connect } from 'vite';
import { isBelow } from './vite-plugin.ts';
import { siteName } from './site-folder.ts';
import { isDoor } from './specifiers.ts';

const MODULE_PATHS = ['/@vite/', '/@id/', '/@fs/', '/pages/', '/public/', '/backend/'];

/**
 * Lets through to Vite only what pages are made of; the rest goes on to `next`, as if Vite were not
 * there, so that neither the database nor anything else beside the site is served as a file. A path
 * is looked at as the disk would see it: decoded, and with links resolved.
 *
 * @param root the folder that holds backend, public and pages
 * @param served absolute folders whose files may be served: packages, prepared packages, the runtime of pages
 */
export function onlyModules(
  root: string,
  served: readonly string[],
  vite: Connect.NextHandleFunction,
): Connect.NextHandleFunction {
  return (request, response, next) => {
    const path = decoded(request.url);
    if (path === undefined) {
      response.writeHead(400).end();
      return;
    }
    const prefix = MODULE_PATHS.find((start) => path.startsWith(start));
    const file = prefix === '/@fs/' ? path.slice('/@fs'.length) : join(root, path);
    const isAllowed =
      prefix === '/@vite/' || prefix === '/@id/' || isServed(root, served, realPath(file) ?? file);
    if (!isAllowed) {
      next();
      return;
    }
    vite(request, response, next);
  };
}

function isServed(root: string, served: readonly string[], file: string): boolean {
  if (isBelow(join(root, 'backend'), file)) {
    return isDoor(siteName(root, file));
  }
  const rooms = [join(root, 'public'), join(root, 'pages')];
  return [...rooms, ...served].some((folder) => isBelow(folder, file));
}

/** The path of an address as a disk would read it; undefined if it cannot be one. */
function decoded(address: string | undefined): string | undefined {
  try {
    const path = decodeURIComponent(new URL(address ?? '/', 'http://localhost').pathname);
    const plain = path.replaceAll('\\', '/').replace(/\/{2,}/g, '/');
    return plain.includes('\0') || plain.split('/').includes('..') ? undefined : plain;
  } catch {
    return undefined;
  }
}

function realPath(file: string): string | undefined {
  try {
    return realpathSync(file);
  } catch {
    return undefined;
  }
}
