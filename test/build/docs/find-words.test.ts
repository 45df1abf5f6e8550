import { expect, test } from 'vitest';
import { findWords } from '../../../build/docs/find-words.mjs';

const WORDS = [
  { word: 'gadget', pattern: /\bgadgets?\b/gi, instead: 'device', where: 'prose' },
  { word: 'makeIt', pattern: /\bmakeIt\b/g, instead: 'create', where: 'identifiers' },
  {
    word: 'gizmo',
    pattern: /gizmo/gi,
    instead: 'part',
    files: /^backend\//,
    except: [
      { line: /the gizmo brand/, reason: 'a name' },
      { file: /^backend\/old\//, line: /kept/, reason: 'kept there' },
    ],
  },
] as const;

function setup(file: string, ...lines: readonly string[]): readonly string[] {
  return findWords(file, lines.join('\n'), WORDS).map(
    ({ line, found, old }) => `${line}: ${found} -> ${old.instead}`,
  );
}

test('finds a word of prose in comments and string literals, not in identifiers', () => {
  expect(
    setup(
      'public/a.ts',
      '/** A gadget. */',
      'export const gadget = 1; // Two Gadgets.',
      'const text = `a gadget of ${gadget} gadgets`;',
      `const texts = ['gadget', "gadget"];`,
      'export const pattern = /gadget/;',
      '  // The last gadget.',
    ),
  ).toEqual([
    '1: gadget -> device',
    '2: Gadgets -> device',
    '3: gadget -> device',
    '3: gadgets -> device',
    '4: gadget -> device',
    '4: gadget -> device',
    '5: gadget -> device',
    '6: gadget -> device',
  ]);
});

test('finds an identifier in code, not in comments and string literals', () => {
  expect(setup('public/a.mjs', '// makeIt', `makeIt('makeIt');`, 'a.makeIt = { makeIt };')).toEqual(
    ['2: makeIt -> create', '3: makeIt -> create', '3: makeIt -> create'],
  );
});

test('searches a file that is not code for both', () => {
  expect(setup('docs/a.md', '`makeIt` makes a gadget.')).toEqual([
    '1: gadget -> device',
    '1: makeIt -> create',
  ]);
});

test('searches the name of a file, with line 0', () => {
  expect(setup('backend/gizmo-list.css', '')).toEqual(['0: gizmo -> part']);
});

test('finds a word only in the files that it is for', () => {
  expect(setup('backend/a.css', '', 'gizmo')).toEqual(['2: gizmo -> part']);
  expect(setup('public/a.css', '', 'gizmo')).toEqual([]);
});

test('applies an exception only to its lines and files', () => {
  expect(setup('backend/a.css', 'the gizmo brand', 'kept gizmo')).toEqual(['2: gizmo -> part']);
  expect(setup('backend/old/a.css', 'kept gizmo', 'gizmo')).toEqual(['2: gizmo -> part']);
});
