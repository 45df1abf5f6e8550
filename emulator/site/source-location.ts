// Finds where a site's code threw an error: the file and line of the source. Not found: frames of packages, and code
// that was changed since it ran.
import { SourceMap, type SourceMapPayload } from 'node:module';
import type { DevEnvironment } from 'vite';
import { ESModulesEvaluator } from 'vite/module-runner';
import { toSitePath } from './site-folder.ts';

/** Where a stack trace comes from. */
export type StackOrigin = 'backend' | 'page-on-server' | 'browser';

/** Options of {@link createSourceLocator}. */
export interface SourceLocatorOptions {
  /** The folder that contains backend, public and pages. */
  readonly root: string;
  /** Returns the environment that compiled the code. */
  environmentOf(origin: StackOrigin): DevEnvironment | undefined;
}

/** Returns the place of a stack's first frame in the site's code: `backend/orders.ts:12:5`; undefined if it has none. */
export type LocateSource = (stack: string, origin: StackOrigin) => string | undefined;

/** A frame of V8's stack traces: a path or URL, the line and the column. */
const FRAME =
  /(?:\(|at (?:async )?)((?:https?:\/\/[^/\s]+|file:\/\/)?\/[^\s()?]+?\.(?:[jt]s|jsw))(?:\?[^\s():]*)?:(\d+):(\d+)/g;

/** The lines that Vite adds before a module of the backend when it evaluates it. */
const { startOffset: BACKEND_OFFSET } = new ESModulesEvaluator();

/** Creates the function that finds where an error was thrown. */
export function createSourceLocator({ root, environmentOf }: SourceLocatorOptions): LocateSource {
  return (stack, origin) => {
    for (const [, url = '', line = '', column = ''] of stack.matchAll(FRAME)) {
      const file = toFile(root, url);
      if (file === undefined) continue;
      const place = { line: Number(line), column: Number(column) };
      const { line: found, column: at } =
        origin === 'backend' && isMappedByNode()
          ? place
          : (toSource(environmentOf(origin), file, toModule(place, origin)) ?? {});
      const name = toSitePath(root, file);
      return found === undefined ? name : `${name}:${String(found)}:${String(at)}`;
    }
    return undefined;
  };
}

/**
 * Whether the stack traces of the backend are in lines of the source already. Node maps them, unless the process has
 * its own format of traces, as test runners do.
 */
function isMappedByNode(): boolean {
  return process.sourceMapsEnabled && Error.prepareStackTrace === undefined;
}

interface Position {
  readonly line: number;
  readonly column: number;
}

function toModule({ line, column }: Position, origin: StackOrigin): Position {
  return { line: origin === 'backend' ? line - BACKEND_OFFSET : line, column };
}

/** Returns the path of a site's file in a stack frame, which is a path or the URL of a served module. */
function toFile(root: string, url: string): string | undefined {
  const path = decodePath(url.replace(/^(https?:\/\/[^/]+|file:\/\/)/, ''));
  const file = path.startsWith(`${root}/`) ? path : `${root}${path}`;
  const isServed = /^https?:/.test(url) || path.startsWith(`${root}/`);
  return isServed && /^(backend|public|pages)\//.test(toSitePath(root, file)) ? file : undefined;
}

function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/**
 * Maps a place in compiled code to the source; undefined if the compiled code is not known anymore. JavaScript that did not
 * need to be compiled has no map.
 */
function toSource(
  environment: DevEnvironment | undefined,
  file: string,
  { line, column }: Position,
): Position | undefined {
  const compiled = environment?.moduleGraph.getModuleById(file)?.transformResult;
  const map = compiled?.map;
  if (!isSourceMap(map)) return compiled && file.endsWith('.js') ? { line, column } : undefined;
  const entry = new SourceMap(map).findEntry(line - 1, column - 1);
  return 'originalLine' in entry
    ? { line: entry.originalLine + 1, column: entry.originalColumn + 1 }
    : undefined;
}

function isSourceMap(map: unknown): map is SourceMapPayload {
  return typeof map === 'object' && map !== null && 'mappings' in map && map.mappings !== '';
}
