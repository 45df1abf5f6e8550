// The README's table of what the local Wix does, derived from its operations.
import { coverage } from '../emulator/wix/coverage.ts';
import { OPERATIONS } from '../emulator/wix/operations.ts';
import { RULE_PACKAGES } from '../emulator/wix/rules/rules.ts';

/** Rows of cells, the head first: the methods of each API by their grade, and how many are absent. */
export function coverageTable(): readonly (readonly string[])[] {
  const rows = coverage(OPERATIONS, Object.keys(RULE_PACKAGES)).map((row) => ({
    api: row.package.replace('@wix/auto_sdk_', '').replaceAll('_', ' '),
    method: row.method,
    grade: row.grade ?? 'absent',
  }));
  const withoutPackage = OPERATIONS.filter(({ origin }) => origin === undefined).map(
    ({ name, grade }) => ({ api: 'oauth', method: name, grade }),
  );
  const all = [...withoutPackage, ...rows];
  const groups = new Set(all.map(({ api, grade }) => `${api}|${grade}`));
  const body = [...groups].map((group) => {
    const [api = '', grade = ''] = group.split('|');
    const methods = all.filter((row) => row.api === api && row.grade === grade);
    const names = methods.map(({ method }) => `\`${method}\``).join(', ');
    return [api, grade === 'absent' ? `${methods.length} others` : names, grade];
  });
  return [['API', 'methods', 'grade'], ...body];
}
