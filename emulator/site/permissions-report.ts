// Lists the entries of `backend/permissions.json` that do nothing, or not what they seem to do.
import type { ModuleNames } from './parse-imports.ts';
import type { SiteFolder } from './site-folder.ts';
import type { SiteProblem } from './site-report.ts';
import { isDocumentedEntry, parsePermissions } from './web-module-permissions.ts';

/** Where the entries can lead. */
interface PermissionTargets {
  readonly folder: Pick<SiteFolder, 'webMethodFiles'>;
  /** Returns the exports of a file; undefined if its syntax does not show them. */
  namesOf(file: string): ModuleNames['names'];
}

/** Lists the problems of `permissions.json`. @param text the content of the file */
export function reportPermissions(
  text: string,
  { folder, namesOf }: PermissionTargets,
): readonly Omit<SiteProblem, 'file'>[] {
  const permissions = parsePermissions(text);
  if ('message' in permissions) {
    const { line, message } = permissions;
    return [{ kind: 'refused', line, what: 'permissions', problem: message }];
  }
  const problems: Omit<SiteProblem, 'file'>[] = [];
  for (const { file, method, line, entry } of permissions.entries) {
    const what = `${file} ${method}`;
    const unused = findUnused(file, method);
    if (unused !== undefined) {
      problems.push({ kind: 'unused', line, what, problem: unused });
    } else if (!isDocumentedEntry(entry)) {
      const problem =
        'Wix documents three entries: invoke is true for siteOwner; for siteOwner and siteMember; or for all three';
      problems.push({ kind: 'refused', line, what, problem });
    }
  }
  const hasWebModules = [...folder.webMethodFiles.keys()].some((it) => it.endsWith('.jsw'));
  const hasDefault = permissions.entries.some(({ file, method }) => file === '*' && method === '*');
  if (hasWebModules && !hasDefault) {
    const problem =
      'Wix requires the entry "*" for all files; without it, anyone may call the others';
    problems.push({ kind: 'refused', line: 1, what: '*', problem });
  }
  return problems;

  function findUnused(file: string, method: string): string | undefined {
    if (file === '*') return undefined;
    const path = folder.webMethodFiles.get(file);
    if (path === undefined) {
      return 'the site has no such file, so the entry has no effect';
    }
    if (!file.endsWith('.jsw')) {
      return 'the entry has no effect: in .web files, webMethod() sets the permission';
    }
    const names = namesOf(path);
    return method === '*' || names === undefined || names.has(method)
      ? undefined
      : 'the file exports no such function, so the entry has no effect';
  }
}
