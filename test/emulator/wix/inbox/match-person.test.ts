import { expect, it } from 'vitest';
import { createPersonMatcher } from '../../../../emulator/wix/inbox/match-person.ts';

const cases: readonly (readonly [name: string, phone: string, search: string, found: boolean])[] = [
  // Phone numbers in any spelling
  ['Zoë', '+44 (0)20 7946 0018', '+442079460018', true],
  ['Zoë', '+44 (0)20 7946 0018', '020 7946 0018', true],
  ['Zoë', '+44 (0)20 7946 0018', '0044 20 7946-0018', true],
  ['Zoë', '020 7946 0018', '+44 20 7946 0018', true],
  ['Zoë', '+442079460018', '(020) 7946.0018', true],
  ['Zoë', '+442079460018', '７９４６ ００１８', true],
  ['Zoë', '+442079460018', '٧٩٤٦', true],
  ['Zoë', '+442079460018', '7946–0018', true],
  ['Zoë', '+442079460018', '\u202A+44 20 7946 0018\u202C', true],
  ['Zoë', '+39 06 1234567', '06 1234567', true],
  ['Zoë', '+442079460018', '7946 0019', false],
  ['Zoë', '+442079460018', '00', false],
  ['Zoë', '018', '+44 20 7946 0018', false],
  ['Zoë', '', '7946', false],
  // Names without accents
  ['Zoë-Anne Müller', '', 'zoe', true],
  ['Zoë-Anne Müller', '', 'MULLER zoe', true],
  ['Zoë-Anne Müller', '', 'Mueller', true],
  ['Zoe\u0308 Mu\u0308ller', '', 'Mueller Zoë', true],
  ['Muller', '', 'Müller', true],
  ['Zoë‐Anne', '', 'zoe-anne', true],
  ['Łukasz Øster Straße', '', 'lukasz oster strasse', true],
  ['İpek Işık', '', 'ipek isik', true],
  ['Sinéad O’Brien', '', "sinead o'brien", true],
  ['Nguyễn Đức', '', 'nguyen duc', true],
  ['أَحْمَد', '', 'احمد', true],
  ['محـــمد', '', 'محمد', true],
  ['Ana', '', 'ana zoe', false],
  ['Visitor #4125', '', '4125', true],
];

it.for(cases)('%s, %s: the search "%s" finds them: %s', ([name, phone, search, found]) => {
  const matches = createPersonMatcher(search);
  expect(matches({ texts: [name], phones: phone === '' ? [] : [phone] })).toBe(found);
});
