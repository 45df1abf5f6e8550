// Restricts the requests that reach Vite to the modules of pages: page code, public code, web-method proxies,
// packages.
import { readFileSync, realpathSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { join, resolve } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import type { Connect, Plugin } from 'vite';
import { readExports } from './parse-imports.ts';
import { isInside } from './vite-plugin.ts';

/** Options of {@link createModuleMiddleware}. */
export interface ServingOptions {
  /** The folder that contains backend, public and pages. */
  readonly root: string;
  /** Absolute paths of additional folders to serve: packages, bundled packages, the page runtime. */
  readonly servedFolders: readonly string[];
  readonly vite: Connect.NextHandleFunction;
  /** Returns whether a file is one of the site's web-method files. */
  isWebMethodFile(file: string): boolean;
  /** Returns the code that browsers get for a URL path of the site. */
  loadModule(url: string): Promise<string | undefined>;
  /** The `Cache-Control` header of web-method proxies. */
  readonly cacheControl: string;
}

/**
 * Creates the middleware that passes only the modules of pages to Vite and all other requests to `next`, so that
 * neither the database nor another file outside of the site is served. It checks the path as the file system resolves
 * it: decoded, and with symbolic links resolved.
 *
 * Web-method files never reach Vite's middlewares: once a page has imported one, Vite considers the file safe and would
 * return its source for `?raw`. This middleware sends their proxies for every query.
 */
export function createModuleMiddleware(options: ServingOptions): Connect.NextHandleFunction {
  const { root, servedFolders, vite } = options;
  const folders = [join(root, 'public'), join(root, 'pages'), ...servedFolders];
  return (request, response, next) => {
    const path = decodePath(request.url);
    // A path with a slash at its end is not one of a file.
    if (path === undefined || path.endsWith('/')) {
      next();
      return;
    }
    const file = toFile(root, path);
    if (file === undefined) {
      vite(request, response, next);
    } else if (options.isWebMethodFile(file) && path.startsWith('/backend/')) {
      void sendProxies(options, { path, file }, response);
    } else if (!isInside(join(root, 'backend'), file) && folders.some((it) => isInside(it, file))) {
      vite(request, response, next);
    } else {
      next();
    }
  };
}

/**
 * Creates the plugin that serves a module with an error as a module that throws this error. For a response with an
 * error status, a browser would report only that it could not fetch the script.
 */
export function sendErrorsAsModules(): Plugin {
  return {
    name: 'velo:errors-as-modules',
    configureServer: (server) => () => {
      const onError: Connect.ErrorHandleFunction = (error, request, response, next) => {
        if (/\.[jt]s(?:\?|$)/.test(request.url ?? '') && !response.headersSent) {
          server.config.logger.error(messageOf(error));
          sendErrorModule(
            response,
            error,
            listExports(join(server.config.root, decodePath(request.url) ?? '')),
          );
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
  { path, file }: { readonly path: string; readonly file: string },
  response: ServerResponse,
): Promise<void> {
  try {
    sendModule(response, (await options.loadModule(path)) ?? '', options.cacheControl);
  } catch (error) {
    sendErrorModule(response, error, listExports(file));
  }
}

/** Returns the file of a URL path; undefined for Vite's own modules, which are not files of the site. */
function toFile(root: string, path: string): string | undefined {
  if (path.startsWith('/@vite/')) {
    return undefined;
  }
  if (path.startsWith('/@id/')) {
    const id = path.slice('/@id/'.length).replace(/^__x00__/, '');
    return id.startsWith('/') || id.includes('backend')
      ? resolveLinks(resolve(root, id))
      : undefined;
  }
  return resolveLinks(path.startsWith('/@fs/') ? path.slice('/@fs'.length) : join(root, path));
}

/** Returns the decoded path of a URL; undefined if it is not a valid path. */
function decodePath(url: string | undefined): string | undefined {
  try {
    const [path = ''] = (url ?? '').split(/[?#]/, 1);
    const plain = decodeURIComponent(path)
      .replaceAll('\\', '/')
      .replace(/\/{2,}/g, '/');
    const isPath = plain.startsWith('/') && !plain.includes('\0') && !/[?#]/.test(plain);
    return isPath && !plain.split('/').includes('..') ? plain : undefined;
  } catch {
    return undefined;
  }
}

function resolveLinks(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return file;
  }
}

function sendModule(response: ServerResponse, code: string, cacheControl = 'no-cache'): void {
  response
    .writeHead(200, {
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': cacheControl,
      'x-content-type-options': 'nosniff',
    })
    .end(code);
}

/**
 * Sends a module that throws the error. It has the exports of the file: without them, a browser would report only that an
 * export is missing.
 */
function sendErrorModule(
  response: ServerResponse,
  error: unknown,
  names: readonly string[] = [],
): void {
  const exports = names.map(
    (name, index) =>
      `let export${String(index)};\nexport { export${String(index)} as ${JSON.stringify(name)} };\n`,
  );
  sendModule(
    response,
    `${exports.join('')}throw new Error(${JSON.stringify(messageOf(error))});\n`,
  );
}

/** Lists the names that a file exports, as far as its syntax shows; none if it cannot be read. */
function listExports(file: string): readonly string[] {
  try {
    const { names, hasDefault } = readExports(file, readFileSync(file, 'utf8'));
    return [...(names ?? []), ...(hasDefault ? ['default'] : [])];
  } catch {
    return [];
  }
}

function messageOf(error: unknown): string {
  return stripVTControlCharacters(error instanceof Error ? error.message : String(error));
}
