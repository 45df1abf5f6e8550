import { expect, test } from 'vitest';
import { auditSite } from '../../../build/audit/audit-site.mjs';
import { isExpected, measureAudit, toFigures } from '../../../build/audit/measure.mjs';
import { toLines } from '../../../build/audit/print.mjs';

test('finds what a reviewer expects in the small sites, without false alarms', () => {
  const results = measureAudit();
  const figures = toFigures(results);
  console.log(figures.at(-1));
  expect(results.length).toBeGreaterThanOrEqual(30);
  expect({ isExpected: isExpected(results), figures }).toMatchObject({ isExpected: true });
});

test('lists a way with its permission, the arguments and the guard', () => {
  const { ways, findings } = auditSite(
    new Map([
      [
        'backend/profile.web.js',
        `import { Permissions, webMethod } from '@wix/web-methods';
import { save } from './save';
export const update = webMethod(Permissions.SiteMember, (memberId, profile) => save(memberId, profile));`,
      ],
      [
        'backend/save.js',
        `import { auth } from '@wix/essentials';
import { members } from '@wix/members';
export async function save(memberId, profile) {
  const { member } = await members.getCurrentMember();
  if (member._id !== memberId) throw new Error('Not yours');
  return auth.elevate(members.updateMember)(memberId, { profile });
}`,
      ],
    ]),
  );
  expect(findings).toEqual([]);
  expect(ways).toEqual([
    {
      from: {
        kind: 'web method',
        name: 'update',
        permission: 'SiteMember',
        file: 'backend/profile.web.js',
        line: 3,
      },
      via: [{ file: 'backend/profile.web.js', line: 3 }],
      to: {
        name: 'members.updateMember',
        module: '@wix/members',
        file: 'backend/save.js',
        line: 6,
      },
      selects: ['memberId'],
      content: ['profile'],
      guards: ["a comparison with the caller's identity or constants"],
      unguarded: [],
    },
  ]);
});

test('prints the place and the message of a finding', () => {
  const report = auditSite(
    new Map([
      [
        'backend/notes.jsw',
        `import wixData from 'wix-data';
export const note = (id) => wixData.get('Notes', id, { suppressAuth: true });`,
      ],
    ]),
  );
  expect(toLines(report)).toEqual([
    'backend/notes.jsw:2: note, web module function, Anyone',
    '  -> get (wix-data) at backend/notes.jsw:2',
    '     selects: id',
    '     NO GUARD: id',
    'backend/notes.jsw:2: caller-selects: note (Anyone): anyone chooses id of get (wix-data), which is elevated',
    '1 file, 1 function that pages can call, 1 way to an elevated call, 0 allowed, 1 finding',
  ]);
});
