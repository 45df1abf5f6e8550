import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { isJsonProblem, parseJsonWithLines } from '../../../emulator/site/json-with-lines.ts';

function parse(text: string): ReturnType<typeof parseJsonWithLines> {
  return parseJsonWithLines(text);
}

it('parses what JSON.parse parses', () => {
  fc.assert(
    fc.property(fc.json(), fc.constantFrom(0, 2), (text, indent) => {
      const value: unknown = JSON.parse(text);
      const parsed = parse(JSON.stringify(value, undefined, indent));
      expect(isJsonProblem(parsed) ? parsed : parsed.value).toEqual(value);
    }),
    { numRuns: 100 },
  );
});

it('finds the line of each value, and of the nearest one around a value that is absent', () => {
  const parsed = parse('// jobs\n{\n  "jobs": [\n    { "a": 1,\n      "b": [] }\n  ]\n}');
  if (isJsonProblem(parsed)) throw new Error(parsed.message);
  const paths = [[], ['jobs'], ['jobs', 0], ['jobs', 0, 'b'], ['jobs', 0, 'c', 'd'], ['jobs', 7]];
  expect(paths.map((path) => parsed.lineOf(path))).toEqual([2, 3, 4, 5, 4, 3]);
});

it.each([
  ['', 1],
  ['{\n "a": }', 2],
  ['{\n a: 1 }', 2],
  ['{\n "a": b }', 2],
  ['{\n "a": `b` }', 2],
  ['{ ...a }', 1],
  ['[,]', 1],
  ['/a/', 1],
  ['1); alert(2', 1],
  ['1, 2', 1],
])('says where %j is not JSON', (text, line) => {
  const parsed = parse(text);
  expect(isJsonProblem(parsed) ? parsed.line : undefined).toBe(line);
});
