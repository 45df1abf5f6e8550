// Lists the jobs of `backend/jobs.config` that never run.
import { parseJobs } from './jobs-config.ts';
import type { ModuleNames } from './parse-imports.ts';
import type { SiteFolder } from './site-folder.ts';
import type { SiteProblem } from './site-report.ts';

/** Lists the problems of `jobs.config`. @param text the content of the file */
export function reportJobs(
  text: string,
  {
    folder,
    namesOf,
  }: {
    readonly folder: Pick<SiteFolder, 'code'>;
    /** Returns the exports of a file; undefined if its syntax does not show them. */
    namesOf(file: string): ModuleNames['names'];
  },
): readonly Omit<SiteProblem, 'file'>[] {
  const { jobs, problems } = parseJobs(text);
  const invalid = problems.map(({ line, field, message }) => ({
    kind: 'refused' as const,
    line,
    what: field,
    problem: message,
  }));
  const unused = jobs.flatMap(({ file, functionName, line }) => {
    const path = folder.code.get(file);
    const problem =
      path === undefined
        ? `the site has no file ${file}`
        : (namesOf(path)?.has(functionName) ?? true)
          ? undefined
          : `${file} exports no such function`;
    return problem === undefined
      ? []
      : [{ kind: 'unused' as const, line, what: `job ${functionName}`, problem }];
  });
  return [...invalid, ...unused];
}
