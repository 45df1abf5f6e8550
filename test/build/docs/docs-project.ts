// A small project with the settings of this one: what checks of documentation run on.
import { cpSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { codeBlocksOf } from '../../../build/docs/code-blocks.mjs';
import { parsePage } from '../../../build/docs/pages.mjs';
import { temporaryFolder } from '../../support/emulator/site/temporary-site.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

const FILES = {
  'package.json': JSON.stringify({ dependencies: {}, devDependencies: {}, scripts: {} }),
  'backend/shop.web.ts': `
import { bakery } from 'public/shop-settings';
export async function order(bread: string): Promise<string> {
  return \`\${bread} from \${bakery}\`;
}
`,
  'public/shop-settings.ts': `export const bakery: string = 'Corner';\n`,
  'pages/home.ts': `export const title = 'Home';\n`,
  'editor/elements.d.ts': `interface PageElementsMap { '#order': $w.Button; '#status': $w.Text }\n`,
};

/** Makes the project, gone after the test. Answers its folder. */
export function docsProject(): string {
  const folder = temporaryFolder(FILES);
  for (const name of [
    '.oxlintrc.json',
    'tsconfig.json',
    'tsconfig.site.json',
    'tsconfig.tools.json',
  ]) {
    cpSync(join(root, name), join(folder, name));
  }
  for (const name of ['node_modules', 'build', 'emulator']) {
    symlinkSync(join(root, name), join(folder, name), 'dir');
  }
  return folder;
}

/** Fences a block of code: `fenced('ts', 'const a = 1;')`. */
export function fenced(language: string, ...lines: readonly string[]): string {
  return ['```' + language, ...lines, '```', ''].join('\n');
}

/** The blocks of code of pages, given by file and text. */
export function blocksOf(pages: Readonly<Record<string, string>>) {
  return Object.entries(pages).flatMap(([file, text]) => codeBlocksOf(parsePage(file, text)));
}
