// What a browser may ask of the module server: pages, public code, web-method proxies, packages. Leaves out the pages' HTML, which is not served from files.
import { realpathSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { join, resolve } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import type { Connect, Plugin } from 'vite';
import { isInside } from './vite-plugin.ts';

/** What decides over an address. */
export interface ServingOptions {
  /** The folder that holds backend, public and pages. */
  readonly root: string;
  /** Absolute folders whose files may be served: packages, prepared packages, the runtime of pages. */
  readonly served: readonly string[];
  readonly vite: Connect.NextHandleFunction;
  /** Tells whether a file is one of the site's web-method files. */
  isDoor(file: string): boolean;
  /** The code that browsers get for an address of the site. */
  moduleAt(url: string): Promise<string | undefined>;
}

/**
 * Lets through to Vite only what pages are made of; the rest goes on to `next`, as if Vite were not
 * there, so that neither the database nor anything else beside the site is served as a file. A path
 * is looked at as the disk would see it: decoded, and with links resolved.
 *
 * Web-method files never reach Vite's middlewares: once a page has imported one, Vite takes the file
 * for safe and would hand out its source for `?raw`. They are answered here, whatever the query.
 */
export function onlyModules(options: ServingOptions): Connect.NextHandleFunction {
  const { root, served, vite } = options;
  const folders = [join(root, 'public'), join(root, 'pages'), ...served];
  return (request, response, next) => {
    const path = decoded(request.url);
    if (path === undefined) {
      next();
      return;
    }
    const file = fileAt(root, path);
    if (file === undefined) {
      vite(request, response, next);
    } else if (options.isDoor(file) && path.startsWith('/backend/')) {
      void sendProxies(options, path, response);
    } else if (!isInside(join(root, 'backend'), file) && folders.some((it) => isInside(it, file))) {
      vite(request, response, next);
    } else {
      next();
    }
  };
}

/**
 * Makes a module that cannot be read a module that throws what is wrong: a browser tells of a script
 * with another status only that it could not be fetched.
 */
export function faultsAsModules(): Plugin {
  return {
    name: 'velo:faults-as-modules',
    configureServer: (server) => () => {
      const onError: Connect.ErrorHandleFunction = (error, request, response, next) => {
        if (/\.[jt]s(?:\?|$)/.test(request.url ?? '') && !response.headersSent) {
          server.config.logger.error(messageOf(error));
          sendFault(response, error);
        } else {
          next(error);
        }
      };
      server.middlewares.use(onError);
    },
  };
}

async function sendProxies(
  options: ServingOptions,
  path: string,
  response: ServerResponse,
): Promise<void> {
  try {
    sendModule(response, (await options.moduleAt(path)) ?? '');
  } catch (error) {
    sendFault(response, error);
  }
}

/** The file that an address asks for; undefined for Vite's own modules, which are no files of a site. */
function fileAt(root: string, path: string): string | undefined {
  if (path.startsWith('/@vite/')) {
    return undefined;
  }
  if (path.startsWith('/@id/')) {
    const id = path.slice('/@id/'.length).replace(/^__x00__/, '');
    return id.startsWith('/') || id.includes('backend') ? realPath(resolve(root, id)) : undefined;
  }
  return realPath(path.startsWith('/@fs/') ? path.slice('/@fs'.length) : join(root, path));
}

/** The path of an address as a disk would read it; undefined if it cannot be one. */
function decoded(address: string | undefined): string | undefined {
  try {
    const [path = ''] = (address ?? '').split(/[?#]/, 1);
    const plain = decodeURIComponent(path)
      .replaceAll('\\', '/')
      .replace(/\/{2,}/g, '/');
    const isPath = plain.startsWith('/') && !plain.includes('\0') && !/[?#]/.test(plain);
    return isPath && !plain.split('/').includes('..') ? plain : undefined;
  } catch {
    return undefined;
  }
}

function realPath(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return file;
  }
}

function sendModule(response: ServerResponse, code: string): void {
  response
    .writeHead(200, {
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'no-cache',
      'x-content-type-options': 'nosniff',
    })
    .end(code);
}

function sendFault(response: ServerResponse, error: unknown): void {
  sendModule(response, `throw new Error(${JSON.stringify(messageOf(error))});\n`);
}

function messageOf(error: unknown): string {
  return stripVTControlCharacters(error instanceof Error ? error.message : String(error));
}
