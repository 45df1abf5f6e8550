// The coverage table of docs/emulator.md, derived from the emulator's operations.
import { listCoverage } from '../../emulator/wix/coverage.ts';
import { OPERATIONS } from '../../emulator/wix/operations.ts';
import { RULE_PACKAGES } from '../../emulator/wix/rules/rules.ts';

const GRADES = ['documented', 'typed', 'seen', 'assumed', 'absent'] as const;

/** Returns the table as rows of cells, the header first: the methods of each API by grade, and the number of absent ones. */
export function coverageTable(): readonly (readonly string[])[] {
  const rows = listCoverage(OPERATIONS, Object.keys(RULE_PACKAGES)).map((row) => ({
    api: row.package.replace('@wix/auto_sdk_', '').replaceAll('_', ' '),
    method: row.method,
    grade: row.grade ?? 'absent',
  }));
  const withoutPackage = OPERATIONS.filter(({ origin }) => origin === undefined).map(
    ({ api = '', name, grade }) => ({ api, method: name, grade }),
  );
  const all = [...withoutPackage, ...rows];
  const apis = [...new Set(all.map(({ api }) => api))];
  const body = apis.flatMap((api) =>
    GRADES.flatMap((grade) => {
      const methods = all.filter((row) => row.api === api && row.grade === grade);
      const names = methods.map(({ method }) => `\`${method}\``).join(', ');
      return methods.length === 0
        ? []
        : [[api, grade === 'absent' ? `others: ${methods.length}` : names, grade]];
    }),
  );
  return [['API', 'methods', 'grade'], ...body];
}
