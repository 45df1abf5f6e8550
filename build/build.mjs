import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { buildSite } from './build-site.mjs';
import { checkDist } from './check-dist.mjs';
import { readSite } from './site-files.mjs';
import { overBudget } from './sizes.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist/src');

/** A page's own name, and what the editor calls its file, without `.js`. */
const PageNames = v.record(
  v.string(),
  v.pipe(v.string(), v.regex(/^[^./\\]+\.[a-z0-9]+$/, 'a page file is named <Title>.<page id>')),
);
const Manifest = v.object({
  dependencies: v.record(v.string(), v.string()),
  devDependencies: v.record(v.string(), v.string()),
});

const files = await buildSite(readSite(root, '.ts'), pageNames());
rmSync(dist, { recursive: true, force: true });
for (const [file, code] of files) {
  mkdirSync(dirname(join(dist, file)), { recursive: true });
  writeFileSync(join(dist, file), code);
}
console.log(`dist/src: ${files.size} files`);

const weighed = await overBudget(files);
for (const line of weighed.lines) console.log(line);

const faults = [...checkDist(files, wixPackages()), ...weighed.faults];
for (const fault of faults) console.error(fault);
if (faults.length > 0) process.exitCode = 1;

function pageNames() {
  const file = join(root, 'editor/pages.json');
  return existsSync(file) ? v.parse(PageNames, JSON.parse(readFileSync(file, 'utf8'))) : {};
}

function wixPackages() {
  const manifest = readFileSync(join(root, 'package.json'), 'utf8');
  const { dependencies, devDependencies } = v.parse(Manifest, JSON.parse(manifest));
  return Object.keys({ ...dependencies, ...devDependencies }).filter((it) =>
    it.startsWith('@wix/'),
  );
}
