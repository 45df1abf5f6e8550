import { expect, it } from 'vitest';
import { readArguments } from '../../emulator/arguments.ts';
import { UsageError } from '../../emulator/command-line.ts';

const DEFAULTS = { site: '.', port: 8787, data: '.emulator/data.db' };

it.each<[args: readonly string[], expected: object]>([
  [[], DEFAULTS],
  [['--port', '0', '--data', ':memory:'], { ...DEFAULTS, port: 0, data: ':memory:' }],
  [['--no-site'], { ...DEFAULTS, site: false }],
])('reads the arguments %j', (args, expected) => {
  expect(readArguments(args)).toEqual(expected);
});

it.each<[args: readonly string[], message: string]>([
  [['--port', '65536'], '--port must be an integer from 0 to 65535, got "65536".'],
  [['--data', ''], '--data must be the path of a file or :memory:.'],
  [['--no-site', '--site', '.'], '--no-site cannot be combined with --site or --editor.'],
  [['--no-site', '--editor', '.'], '--no-site cannot be combined with --site or --editor.'],
])('refuses the arguments %j', (args, message) => {
  expect(() => readArguments(args)).toThrow(new UsageError(message));
});
