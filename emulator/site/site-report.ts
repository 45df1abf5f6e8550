// Lists what a site uses and the emulator does not have, before any of it runs. Ignores computed imports and members.
import { readFileSync } from 'node:fs';
import {
  createExportReader,
  readImports,
  type ImportUse,
  type ModuleNames,
} from './parse-imports.ts';
import { findSyntaxProblem } from './parse-module.ts';
import { reportJobs } from './jobs-report.ts';
import { reportPermissions } from './permissions-report.ts';
import { isSiteError } from './site-error.ts';
import { isWebMethodFile, toSitePath, type SiteFolder } from './site-folder.ts';
import { resolveSiteImport, type ImportRules } from './site-imports.ts';
import { listUnusedExports, type CalledNames } from './unused-exports.ts';
import type { Side } from './velo-modules.ts';

/** Something in a site's code that does not work in the emulator. */
export interface SiteProblem {
  /** `missing`: the emulator does not have it. `refused`: Wix does not allow it. `unused`: nothing ever calls it. */
  readonly kind: 'missing' | 'refused' | 'unused';
  /** Path from the root of the site. */
  readonly file: string;
  /** 1 for the first; 0 for the whole file. */
  readonly line: number;
  /** What the code uses: a module, or a member of one, such as `wix-users.register`. */
  readonly what: string;
  readonly problem: string;
  /** True if the file loads nevertheless, so that its other code works: only using what is missing throws. */
  readonly loads?: boolean;
}

/** Options of {@link reportSite}. */
export interface ReportOptions extends CalledNames {
  readonly folder: SiteFolder;
  readonly imports: ImportRules;
  /** Returns whether an older module refuses a member when it is used: `wix-users`, `currentUser.getPricingPlans`. */
  isRefusedMember(specifier: string, path: string): boolean;
}

/** Lists the problems of a site, by file and line. Parses its files and runs none of them. */
export function reportSite({
  folder,
  imports,
  isRefusedMember,
  ...called
}: ReportOptions): readonly SiteProblem[] {
  const { root } = folder;
  const problems = new Map<string, SiteProblem>();
  const exportsOf = createExportReader();

  function add(file: string, problem: Omit<SiteProblem, 'file'>): void {
    const entry = { ...problem, file: toSitePath(root, file) };
    problems.set(`${entry.file}:${String(entry.line)} ${entry.what}`, entry);
  }

  function check(file: string, side: Side, use: ImportUse): string | undefined {
    const { specifier, line } = use;
    try {
      const found = resolveSiteImport({ ...imports, root }, file, specifier, side);
      if (found.kind === 'file') return found.file;
      if (found.kind === 'stub') {
        add(file, { kind: 'missing', line, what: specifier, problem: found.problem, loads: true });
      }
      if (found.kind === 'velo') checkNames(file, use, exportsOf(found.file));
    } catch (error) {
      if (!isSiteError(error)) throw error;
      const kind = error.code === 'NOT_EMULATED' ? 'missing' : 'refused';
      const problem = error.message.slice(error.message.indexOf('": ') + 3);
      // A `require` that fails throws when it is called, and the other code of the file runs.
      const loads = use.isRequired ? { loads: true } : {};
      add(file, { kind, line, what: specifier, problem, ...loads });
    }
    return undefined;
  }

  function checkNames(file: string, use: ImportUse, { names, defaultMembers }: ModuleNames): void {
    const { specifier } = use;
    const problem = 'the emulator does not have it';
    for (const name of use.names) {
      const isMissing = name !== 'default' && names && !names.has(name);
      if (isMissing || isRefusedMember(specifier, name)) {
        const what = `${specifier}.${name}`;
        add(file, { kind: 'missing', line: use.line, what, problem, loads: !isMissing });
      }
    }
    for (const { name, line } of use.members) {
      const isKnown = name.includes('.') || defaultMembers?.has(name) || names?.has(name);
      if ((defaultMembers && !isKnown) || isRefusedMember(specifier, name)) {
        const what = `${specifier}.${name}`;
        add(file, { kind: 'missing', line, what, problem, loads: true });
      }
    }
  }

  const seen = new Set<string>();
  function visit(file: string, side: Side): void {
    const key = `${side} ${file}`;
    if (seen.has(key)) return;
    seen.add(key);
    if (file.endsWith('.json')) return;
    const source = readFileSync(file, 'utf8');
    const syntax = findSyntaxProblem(file, source);
    if (syntax) {
      const { line, message } = syntax;
      add(file, { kind: 'refused', line, what: 'syntax', problem: message });
    }
    for (const use of readImports(file, source)) {
      const target = check(file, side, use);
      if (target === undefined) continue;
      visit(target, side === 'page' && isWebMethodFile(target) ? 'backend' : side);
    }
  }

  const code = [...folder.code.values()];
  const isIn = (name: string, file: string): boolean =>
    toSitePath(root, file).startsWith(`${name}/`);
  for (const file of code.filter((it) => isIn('backend', it))) visit(file, 'backend');
  for (const file of code.filter((it) => isIn('pages', it))) visit(file, 'page');
  // A public file that nothing imports is for pages.
  for (const file of code.filter((it) => isIn('public', it))) {
    if (!seen.has(`backend ${file}`)) visit(file, 'page');
  }
  for (const { file, name, ...problem } of listUnusedExports(folder, called, exportsOf)) {
    add(file, { kind: 'unused', what: name, ...problem });
  }
  const addresses = new Set<string>();
  for (const { file, title } of folder.pages.filter((it) => !/\(.+\)$/.test(it.title))) {
    const address = `/${title.trim().toLowerCase().replace(/\s+/g, '-')}`;
    const problem = `no address shows this page: another one is at ${address}`;
    if (addresses.has(address)) add(file, { kind: 'unused', line: 0, what: title, problem });
    addresses.add(address);
  }
  if (folder.jobs !== undefined) {
    const text = readFileSync(folder.jobs, 'utf8');
    for (const it of reportJobs(text, { folder, namesOf: (file) => exportsOf(file).names })) {
      add(folder.jobs, it);
    }
  }
  if (folder.permissions !== undefined) {
    const text = readFileSync(folder.permissions, 'utf8');
    for (const it of reportPermissions(text, {
      folder,
      namesOf: (file) => exportsOf(file).names,
    })) {
      add(folder.permissions, it);
    }
  }
  return [...problems.values()].sort(
    (a, b) => a.file.localeCompare(b.file, 'en') || a.line - b.line,
  );
}

/** Formats problems as lines, `backend/orders.js:3: wix-stores: ...`, with their number. */
export function formatProblems(problems: readonly SiteProblem[]): readonly string[] {
  const count = (kind: SiteProblem['kind'], text: string): readonly string[] => {
    const { length } = problems.filter((it) => it.kind === kind);
    return length === 0 ? [] : [`${String(length)} ${text}`];
  };
  const counts = [
    ...count('missing', 'not emulated'),
    ...count('refused', 'that Wix does not allow'),
    ...count('unused', 'never called'),
  ];
  return [
    ...problems.map(({ file, line, what, problem }) =>
      line === 0 ? `${file}: ${problem}` : `${file}:${String(line)}: ${what}: ${problem}`,
    ),
    counts.length === 0 ? 'Everything that the site imports is emulated.' : counts.join(', '),
  ];
}

/** The most problems that are printed when the emulator starts. */
const MAX_AT_START = 20;

/**
 * Formats problems for the start of the emulator: at most 20 of them, and none if there are none.
 * @param command what the user typed before the options
 */
export function summarizeProblems(
  problems: readonly SiteProblem[],
  command: string,
): readonly string[] {
  if (problems.length === 0) return [];
  const lines = formatProblems(problems);
  if (problems.length <= MAX_AT_START) return lines;
  const more = `... and ${String(problems.length - MAX_AT_START)} more: ${command} --check lists all`;
  return [...lines.slice(0, MAX_AT_START), more, ...lines.slice(-1)];
}
