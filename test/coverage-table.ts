// The README's table of what the local Wix does, derived from its operations.
import { coverage, type CoverageRow } from '../emulator/wix/coverage.ts';
import { OPERATIONS } from '../emulator/wix/operations.ts';
import { RULE_PACKAGES } from '../emulator/wix/rules/rules.ts';

/** Rows of cells, the head first: each emulated method, and how many of each API are not. */
export function coverageTable(): readonly (readonly string[])[] {
  const rows = coverage(OPERATIONS, Object.keys(RULE_PACKAGES));
  const apis = [...new Set(rows.map(({ package: name }) => name))];
  const withoutPackage = OPERATIONS.filter(({ origin }) => origin === undefined);
  return [
    ['API', 'method', 'grade', 'note'],
    ...withoutPackage.map(({ api = '', name, grade, notes }) => [
      api,
      `\`${name}\``,
      grade,
      notes ?? '',
    ]),
    ...apis.flatMap((api) =>
      rowsOf(
        api,
        rows.filter(({ package: name }) => name === api),
      ),
    ),
  ];
}

function rowsOf(api: string, rows: readonly CoverageRow[]): readonly (readonly string[])[] {
  const name = api.replace('@wix/auto_sdk_', '').replaceAll('_', ' ');
  const emulated = rows.filter(({ status }) => status === 'emulated');
  const absent = rows.length - emulated.length;
  return [
    ...emulated.map(({ method, grade, notes }) => [
      name,
      `\`${method}\``,
      grade ?? '',
      notes ?? '',
    ]),
    ...(absent === 0 ? [] : [[name, `${absent} more`, 'absent', 'Answer 501 NOT_EMULATED.']]),
  ];
}
