import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { AssumptionsInput, defaultAssumptions } from '../emulator/wix/core/assumptions.ts';

const page = readFileSync(new URL('../docs/wix-contradictions.md', import.meta.url), 'utf8');
const sections = [...page.matchAll(/^### `(\w+)`\n\nValues: (.+)\.$/gm)].map(
  ([, name = '', values = '']) =>
    [name, [...values.matchAll(/`([^`]+)`/g)].map(([, value]) => value)] as const,
);

test('docs/wix-contradictions.md has every assumption, with its values and the default first', () => {
  const assumptions = Object.entries(AssumptionsInput.entries).map(
    ([name, { wrapped }]) => [name, [...wrapped.options]] as const,
  );
  expect(Object.fromEntries(sections)).toEqual(Object.fromEntries(assumptions));
  const defaults = sections.map(([name, [value]]) => [name, value] as const);
  expect(Object.fromEntries(defaults)).toEqual(defaultAssumptions());
});

test('a heading without values would be missing above', () => {
  expect(page.match(/^### /gm)).toHaveLength(sections.length);
});
