import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import GithubSlugger from 'github-slugger';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { toString } from 'mdast-util-to-string';
import { gfm } from 'micromark-extension-gfm';
import { visit } from 'unist-util-visit';
import { elementsOf } from './html.mjs';

/**
 * @typedef {object} Page A page of the documentation.
 * @property {string} file From the root of the project: `docs/install.md`.
 * @property {string} text
 * @property {import('mdast').Root} tree
 */

/** The pages at the root of the project. */
const AT_ROOT = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md'];

/** Maximum number of lines of the README. */
const MAX_README_LINES = 180;

/**
 * Reads the pages of the documentation: those at the root and all in docs/.
 *
 * @param {string} root The folder of the project.
 * @returns {readonly Page[]}
 */
export function readPages(root) {
  const docs = join(root, 'docs');
  const below = existsSync(docs) ? readdirSync(docs, { recursive: true, encoding: 'utf8' }) : [];
  const files = below.filter((file) => file.endsWith('.md')).map((file) => `docs/${file}`);
  return [...AT_ROOT.filter((file) => existsSync(join(root, file))), ...files.sort()].map((file) =>
    parsePage(file.replaceAll('\\', '/'), readFileSync(join(root, file), 'utf8')),
  );
}

/**
 * Parses a page as GitHub does.
 *
 * @param {string} file
 * @param {string} text
 * @returns {Page}
 */
export function parsePage(file, text) {
  const tree = fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
  return { file, text, tree };
}

/**
 * Returns the anchors of a page: those of its headings, as GitHub names them, and `id` and `name` in its HTML.
 *
 * @param {Page} page
 * @returns {ReadonlySet<string>}
 */
export function anchorsOf({ tree }) {
  const slugger = new GithubSlugger();
  /** @type {Set<string>} */
  const anchors = new Set();
  visit(tree, (node) => {
    if (node.type === 'heading') {
      anchors.add(slugger.slug(toString(node, { includeImageAlt: false, includeHtml: false })));
    }
    if (node.type !== 'html') return;
    for (const { attributes } of elementsOf(node.value)) {
      for (const name of ['id', 'name']) {
        const anchor = attributes.get(name);
        if (anchor !== undefined) anchors.add(anchor);
      }
    }
  });
  return anchors;
}

/**
 * Returns an error if the page is a README that is too long.
 *
 * @param {Page} page
 * @returns {readonly string[]}
 */
export function lengthErrors({ file, text }) {
  const lines = text.trimEnd().split('\n').length;
  return file === 'README.md' && lines > MAX_README_LINES
    ? [`${file}:${lines}: ${lines} lines, of at most ${MAX_README_LINES}; move a part to docs/`]
    : [];
}
