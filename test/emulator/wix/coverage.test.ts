import { expect, it } from 'vitest';
import * as conversations from '@wix/auto_sdk_inbox_conversations/meta';
import * as messages from '@wix/auto_sdk_inbox_messages/meta';
import * as contacts from '@wix/auto_sdk_crm_contacts/meta';
import * as submittedContact from '@wix/auto_sdk_crm_submitted-contact/meta';
import * as members from '@wix/auto_sdk_members_members/meta';
import * as likes from '@wix/auto_sdk_blog_likes/meta';
import { coverage } from '../../../emulator/wix/coverage.ts';
import { OPERATIONS } from '../../../emulator/wix/operations.ts';
import { loadRules, RULE_PACKAGES, type RulesName } from '../../../emulator/wix/rules/rules.ts';

const META: Readonly<Record<RulesName, object>> = {
  'inbox-conversations': conversations,
  'inbox-messages': messages,
  contacts,
  'submitted-contact': submittedContact,
  members,
  likes,
};
const rows = coverage(OPERATIONS, Object.keys(RULE_PACKAGES));

it('lists every method that the packages export, and nothing else', () => {
  const exported = Object.entries(META).flatMap(([name, exports]) =>
    Object.entries(exports)
      .filter(([, value]) => typeof value === 'function')
      .map(([method]) => `${name} ${method}`),
  );
  const names = new Map(Object.entries(RULE_PACKAGES).map(([name, holder]) => [holder, name]));
  const listed = rows.map(
    (row) => `${[...names].find(([holder]) => holder === row.package)?.[1] ?? ''} ${row.method}`,
  );
  expect(listed.toSorted()).toEqual(exported.toSorted());
});

it('every operation of a package is listed as emulated, with its grade and source', () => {
  const emulated = rows.filter(({ status }) => status === 'emulated');
  const operations = OPERATIONS.filter(({ origin }) => origin);
  expect(emulated.map(({ fqn }) => fqn.split('.').slice(-2).join('.')).toSorted()).toEqual(
    operations.map(({ name }) => name).toSorted(),
  );
  for (const { grade, source, notes } of emulated) {
    expect(source).toMatch(/^https:|\.d\.mts|@wix\//);
    expect(grade === 'assumed' ? (notes ?? source) : 'ok').not.toBe('');
  }
});

it('what is absent is named', () => {
  expect(rows.find(({ method }) => method === 'deleteContact')).toEqual({
    package: '@wix/auto_sdk_crm_contacts',
    method: 'deleteContact',
    fqn: loadRules('contacts').methods['deleteContact']?.fqn,
    status: 'absent',
  });
});
