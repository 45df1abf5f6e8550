import { expect, it } from 'vitest';
import { listCoverage } from '../../../emulator/wix/coverage.ts';
import { OPERATIONS } from '../../../emulator/wix/operations.ts';
import { loadRules, RULE_PACKAGES } from '../../../emulator/wix/rules/rules.ts';
import { isRecord } from '../../../emulator/wix/core/validation/violations.ts';

const rows = listCoverage(OPERATIONS, Object.keys(RULE_PACKAGES));

it.each(Object.entries(RULE_PACKAGES))(
  'lists exactly the methods that the package of %s exports',
  async (_name, packageName) => {
    const exported: unknown = await import(`${packageName}/meta`);
    const methods = Object.entries(isRecord(exported) ? exported : {}).filter(
      ([, value]) => typeof value === 'function',
    );
    const listed = rows.filter((row) => row.package === packageName).map(({ method }) => method);
    expect(listed.toSorted()).toEqual(methods.map(([method]) => method).toSorted());
  },
);

it('lists every operation of a package as emulated, with its grade and source', () => {
  const emulated = rows.filter(({ status }) => status === 'emulated');
  const operations = OPERATIONS.filter(({ origin }) => origin);
  expect(emulated.map(({ fqn }) => fqn.split('.').slice(-2).join('.')).toSorted()).toEqual(
    operations.map(({ name }) => name).toSorted(),
  );
  for (const { grade, source, notes } of emulated) {
    expect(source).toMatch(/^(https:|@wix\/)/);
    expect(grade !== 'assumed' || notes !== undefined, `${source} notes the assumption`).toBe(true);
  }
});

it('lists a method that is not emulated as absent', () => {
  expect(rows.find(({ method }) => method === 'listFacets')).toEqual({
    package: '@wix/auto_sdk_crm_contacts',
    method: 'listFacets',
    fqn: loadRules('contacts').methods['listFacets']?.fqn,
    status: 'absent',
  });
});
