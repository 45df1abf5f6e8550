// Lists the exports that Wix would call by their name, and that nothing calls.
import type { ModuleNames } from './parse-imports.ts';
import type { SiteFolder } from './site-folder.ts';

/** What the emulator calls of the files that Wix runs by their names. */
export interface CalledNames {
  /** The ends of the names of the functions of `data.js` that the emulator calls: `beforeInsert`. */
  readonly hookNames: readonly string[];
  /** The names of the functions of `events.js` that the emulator calls. */
  readonly handlerNames: readonly string[];
  /** Says why nothing calls an export of a page's code; undefined if something does. By default, every export is called. */
  readonly findUnusedReason?: (file: string, name: string) => string | undefined;
  /** Returns whether an export of `routers.js` is called for some request. */
  isRouterName(name: string): boolean;
  /** Returns whether an export of `http-functions.js` is called for some request. */
  isHttpFunctionName(name: string): boolean;
}

/** An export that nothing calls. */
export interface UnusedExport {
  /** Absolute path. */
  readonly file: string;
  readonly line: number;
  readonly name: string;
  /** Why nothing calls it. */
  readonly problem: string;
}

/** Lists the exports of a site that nothing calls. Other exports of these files can be for other files. */
export function listUnusedExports(
  { httpFunctions, routers, data, events, pages, masterPage }: SiteFolder,
  called: CalledNames,
  exportsOf: (file: string) => Pick<ModuleNames, 'lines'>,
): readonly UnusedExport[] {
  const { findUnusedReason } = called;
  const byName: readonly [
    file: string | undefined,
    isUnused: (name: string) => boolean,
    problem: string,
  ][] = [
    [
      httpFunctions,
      (name) => /^[a-z]+_/i.test(name) && !called.isHttpFunctionName(name),
      'no request calls it: its name must start with get_, post_, put_, delete_, options_ or use_',
    ],
    [
      routers,
      (name) => name.includes('_') && !called.isRouterName(name),
      'the emulator does not call it: it calls PREFIX_Router, PREFIX_beforeRouter, PREFIX_customizeQuery and PREFIX_afterRouter',
    ],
    [
      data,
      (name) => !called.hookNames.some((hook) => name.endsWith(`_${hook}`)),
      'the emulator has no data hook of this name, so nothing calls it',
    ],
    [
      events,
      (name) => /_on/i.test(name) && !called.handlerNames.includes(name),
      'the emulator has no event of this name, so nothing calls it',
    ],
  ];
  const list = (
    file: string | undefined,
    problemOf: (name: string) => string | undefined,
  ): readonly UnusedExport[] =>
    file === undefined
      ? []
      : [...exportsOf(file).lines].flatMap(([name, line]) => {
          const problem = problemOf(name);
          return problem === undefined ? [] : [{ file, line, name, problem }];
        });
  return [
    ...byName.flatMap(([file, isUnused, problem]) =>
      list(file, (name) => (isUnused(name) ? problem : undefined)),
    ),
    ...[...pages.map((page) => page.file), masterPage].flatMap((file) =>
      list(file, (name) => (file === undefined ? undefined : findUnusedReason?.(file, name))),
    ),
  ];
}
