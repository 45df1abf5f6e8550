// Reads the arguments of the emulator's command.
import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readOptions, UsageError } from './command-line.ts';
import { findOriginProblem } from './http/allowed-origins.ts';

const DEFAULT_PORT = 8787;
const MAX_PORT = 65_535;

/** Returns the text of `--help`. @param command what the user typed before the options */
export function formatUsage(command: string): string {
  return `Usage: ${command} [OPTIONS]

  --site DIR     folder of the Velo site to run (default: the current folder)
  --no-site      run no site: serve Wix's API, the control routes and the inbox
  --editor DIR   folder with page layouts and seed.json (default: SITE/editor)
  --port N       port on 127.0.0.1 (default: ${String(DEFAULT_PORT)}; 0 picks a free port)
  --data FILE    database file (default: .emulator/data.db; :memory: stores nothing on disk)
  --seed FILE    JSON file with the initial data (default: EDITOR/seed.json)
  --proxy N      port on 127.0.0.1 of a proxy for programs in other languages (default: none)
  --allow-origin ORIGIN
                 let pages of an origin, such as http://localhost:3000, call Wix's REST APIs;
                 can be repeated (default: none)
  --allow-network
                 let the site's code send requests to other hosts than Wix's (default: refuse them)
  --strict-collections
                 refuse a collection that does not exist (WDE0025), as Wix does (default: make it, empty)
  --optional-web accept "backend/inbox" for backend/inbox.web.js, as samples of Wix write it
                 (default: refuse it, as Wix does)
  --check        list what the site uses and the emulator lacks, run nothing, and exit with 1 if there is anything
  --json         with --check: print JSON
  --help         show this help`;
}

const OPTIONS = {
  site: { type: 'string' },
  'no-site': { type: 'boolean' },
  editor: { type: 'string' },
  port: { type: 'string' },
  data: { type: 'string' },
  seed: { type: 'string' },
  proxy: { type: 'string' },
  'allow-origin': { type: 'string', multiple: true },
  'allow-network': { type: 'boolean' },
  'strict-collections': { type: 'boolean' },
  'optional-web': { type: 'boolean' },
  check: { type: 'boolean' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

/** The arguments of the command. */
export interface Arguments {
  readonly site: string | false;
  readonly editor?: string;
  readonly port: number;
  readonly data: string;
  readonly seed?: string;
  readonly allowOrigin?: readonly string[];
  readonly proxy?: number;
  readonly allowNetwork?: boolean;
  /** Refuse collections that do not exist. */
  readonly strictCollections?: true;
  /** Accept `backend/inbox` for `backend/inbox.web.js`. */
  readonly optionalWeb?: true;
  /** Only to check this site, and not to start. */
  readonly check?: { readonly site: string; readonly json: boolean };
}

/**
 * Reads the arguments; undefined if only the help was requested.
 *
 * @param command what the user typed before them
 * @throws {UsageError}
 */
export function readArguments(args: readonly string[], command: string): Arguments | undefined {
  const { help, ...given } = readOptions(args, OPTIONS, command);
  if (help === true) return undefined;
  const isWithoutSite = given['no-site'] === true;
  if (isWithoutSite && (given.site !== undefined || given.editor !== undefined)) {
    throw new UsageError('--no-site cannot be combined with --site or --editor.');
  }
  const { site = isWithoutSite ? false : '.', editor, port = String(DEFAULT_PORT), seed } = given;
  const { data = join('.emulator', 'data.db'), check, json, proxy } = given;
  if (json === true && check !== true) throw new UsageError('--json needs --check.');
  if (check === true && site === false) throw new UsageError('--check needs a site.');
  if (site !== false) requireFolder('--site', site);
  if (editor !== undefined) requireFolder('--editor', editor);
  if (data === '') throw new UsageError('--data must be the path of a file or :memory:.');
  const { 'allow-origin': allowOrigin = [] } = given;
  for (const origin of allowOrigin) {
    const problem = findOriginProblem(origin);
    if (problem !== undefined) throw new UsageError(`--allow-origin: ${problem}.`);
  }
  return {
    site,
    port: readPort('--port', port),
    data,
    ...(editor === undefined ? {} : { editor }),
    ...(seed === undefined ? {} : { seed }),
    ...(proxy === undefined ? {} : { proxy: readPort('--proxy', proxy) }),
    ...(allowOrigin.length === 0 ? {} : { allowOrigin }),
    ...(given['allow-network'] === true ? { allowNetwork: true } : {}),
    ...(given['strict-collections'] === true ? { strictCollections: true } : {}),
    ...(given['optional-web'] === true ? { optionalWeb: true } : {}),
    ...(check === true && site !== false ? { check: { site, json: json === true } } : {}),
  };
}

function readPort(option: string, port: string): number {
  if (!/^\d{1,5}$/.test(port) || Number(port) > MAX_PORT) {
    throw new UsageError(
      `${option} must be an integer from 0 to ${String(MAX_PORT)}, got "${port.slice(0, 40)}".`,
    );
  }
  return Number(port);
}

function requireFolder(option: string, path: string): void {
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) {
    throw new UsageError(`${option}: ${resolve(path)} is not a folder.`);
  }
}
