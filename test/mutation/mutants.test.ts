import { expect, test } from 'vitest';
import { findMutants } from '../../bench/mutation/mutants.ts';

const CASES: readonly (readonly [source: string, ...mutants: string[]])[] = [
  ['f(a === b);', ';', 'f(a !== b);'],
  [
    'const x = a < b && c >= d;',
    'const x = a < b || c >= d;',
    'const x = a <= b && c >= d;',
    'const x = a < b && c > d;',
  ],
  ['const x = a ?? b;', 'const x = a && b;'],
  ['const x = !a;', 'const x = (a);'],
  ['const x = true;', 'const x = false;'],
  ['const x = 60;', 'const x = (60 + 1);'],
  ['if (a) return;', 'if (false) return;'],
  ['const x = a ? b : c;', 'const x = false ? b : c;'],
  ['void f();', ';'],
  ['await f();', ';'],
  ["import { a } from 'b';"],
  ['interface A { readonly b: 1 }'],
  ['type A = true | 2;'],
  ["const text = 'true';"],
];

test.for(CASES)('finds the changes of %s', ([source, ...changed]) => {
  const texts = findMutants('a.ts', source).map(
    ({ start, end, after }) => source.slice(0, start) + after + source.slice(end),
  );
  expect(texts.toSorted()).toEqual(changed.toSorted());
});

test('names the line of a change and its text', () => {
  expect(findMutants('a.ts', 'const a = b;\nconst c = d <= e;\n')).toEqual([
    { file: 'a.ts', line: 2, start: 25, end: 27, before: '<=', after: '<' },
  ]);
});
