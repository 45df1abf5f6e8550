import { expect, it } from 'vitest';
import { readArguments } from '../../emulator/arguments.ts';
import { UsageError } from '../../emulator/command-line.ts';

const DEFAULTS = { site: '.', port: 8787, data: '.emulator/data.db' };

it.each<[args: readonly string[], expected: object]>([
  [[], DEFAULTS],
  [['--port', '0', '--data', ':memory:'], { ...DEFAULTS, port: 0, data: ':memory:' }],
  [['--proxy', '0'], { ...DEFAULTS, proxy: 0 }],
  [['--optional-web'], { ...DEFAULTS, optionalWeb: true }],
  [['--allow-network'], { ...DEFAULTS, allowNetwork: true }],
  [['--no-site'], { ...DEFAULTS, site: false }],
  [
    ['--allow-origin', 'http://localhost:3000', '--allow-origin=https://a.example'],
    { ...DEFAULTS, allowOrigin: ['http://localhost:3000', 'https://a.example'] },
  ],
])('reads the arguments %j', (args, expected) => {
  expect(readArguments(args, 'npm start --')).toEqual(expected);
});

it.each<[args: readonly string[], message: string]>([
  [['--port', '65536'], '--port must be an integer from 0 to 65535, got "65536".'],
  [['--proxy', 'x'], '--proxy must be an integer from 0 to 65535, got "x".'],
  [['--data', ''], '--data must be the path of a file or :memory:.'],
  [['--no-site', '--site', '.'], '--no-site cannot be combined with --site or --editor.'],
  [['--no-site', '--editor', '.'], '--no-site cannot be combined with --site or --editor.'],
  ...[
    ['*', 'an origin such as http://localhost:3000'],
    ['null', 'an origin such as http://localhost:3000'],
    ['localhost:3000', 'an origin such as http://localhost:3000'],
    ['http://localhost:3000/', 'http://localhost:3000'],
    ['http://LOCALHOST:3000', 'http://localhost:3000'],
    ['https://a.example:443', 'https://a.example'],
  ].map(([origin = '', expected = '']): [string[], string] => [
    ['--allow-origin', origin],
    `--allow-origin: got "${origin}", expected ${expected}.`,
  ]),
])('refuses the arguments %j', (args, message) => {
  expect(() => readArguments(args, 'npm start --')).toThrow(new UsageError(message));
});
