// A small project for the checks of the documentation: a site, two TypeScript projects, npm scripts.
import { cpSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { codeBlocksOf } from '../../../../build/docs/code-blocks.mjs';
import { parsePage } from '../../../../build/docs/pages.mjs';
import { temporaryFolder } from '../../emulator/site/temporary-site.ts';

const root = fileURLToPath(new URL('../../../..', import.meta.url));

/** Few libraries, so that the compiler starts fast: `editor/elements.d.ts` declares the rest. */
const COMPILER_OPTIONS = {
  strict: true,
  noUnusedLocals: true,
  noEmit: true,
  target: 'ES2020',
  lib: ['ES2020'],
  types: [],
  module: 'ESNext',
  moduleResolution: 'bundler',
  moduleDetection: 'force',
  paths: { 'backend/*': ['./backend/*'], 'public/*': ['./public/*'] },
};

const FILES = {
  'package.json': JSON.stringify({
    dependencies: {},
    devDependencies: {},
    scripts: { start: 'node start.mjs', build: 'node start.mjs', format: 'prettier --write .' },
  }),
  'start.mjs': `console.log('Usage: npm start [-- --site DIR] [--port N]');\n`,
  'tsconfig.json': JSON.stringify({ compilerOptions: COMPILER_OPTIONS }),
  'tsconfig.site.json': JSON.stringify({
    extends: './tsconfig.json',
    include: ['backend', 'public', 'pages', 'editor/*.d.ts'],
  }),
  'tsconfig.tools.json': JSON.stringify({ extends: './tsconfig.json', include: ['editor/*.d.ts'] }),
  'backend/shop.web.ts': `
import { bakery } from 'public/shop-settings';
export async function order(bread: string): Promise<string> {
  return \`\${bread} from \${bakery}\`;
}
`,
  'public/shop-settings.ts': `export const bakery: string = 'Corner';\n`,
  'pages/home.ts': `export const title = 'Home';\n`,
  'editor/elements.d.ts': `
declare function $w(selector: '#order'): { onClick(handler: () => void): void };
declare function $w(selector: '#status'): { text: string };
declare var console: { log(...values: readonly unknown[]): void };
declare module 'node:os' { export function cpus(): readonly string[]; }
`,
};

/** Creates the project, and deletes it after the test. Returns its folder. */
export function docsProject(): string {
  const folder = temporaryFolder(FILES);
  cpSync(join(root, '.oxlintrc.json'), join(folder, '.oxlintrc.json'));
  for (const name of ['node_modules', 'build', 'emulator']) {
    symlinkSync(join(root, name), join(folder, name), 'dir');
  }
  return folder;
}

/** Returns a fenced block of code: `fenced('ts', 'const a = 1;')`. */
export function fenced(language: string, ...lines: readonly string[]): string {
  return ['```' + language, ...lines, '```', ''].join('\n');
}

/** Returns the blocks of code of pages, given by file and text. */
export function blocksOf(pages: Readonly<Record<string, string>>) {
  return Object.entries(pages).flatMap(([file, text]) => codeBlocksOf(parsePage(file, text)));
}
