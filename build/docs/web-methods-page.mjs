import { join } from 'node:path';
import { format } from 'prettier';
import { readErrors, readLimits } from './read-tables.mjs';
import { readType } from './read-types.mjs';
import { readWebMethods, withReferencedTypes } from './read-web-methods.mjs';
import { createProgram, readProject } from './site-program.mjs';
import {
  errorsSection,
  limitsSection,
  methodSection,
  typeSection,
} from './web-methods-sections.mjs';

/** The file of the page, from the root of the project. */
export const WEB_METHODS_PAGE = 'docs/web-methods.md';
/** The command that writes the page. */
export const GENERATE = 'node build/docs/generate-web-methods.mjs';

/**
 * Returns the reference of the web methods, generated from the declarations and docstrings of a site.
 *
 * @param {string} root The folder of the site.
 * @returns {Promise<string>} Markdown.
 * @throws {Error} if a file that it reads does not exist or has other declarations
 */
export async function webMethodsPage(root) {
  const { fileNames, options } = readProject(root, 'tsconfig.site.json');
  // The types of browsers and of Wix's packages take seconds to parse, and no web method's signature has them.
  const program = createProgram(
    fileNames,
    { ...options, types: [], lib: ['lib.es2020.d.ts'] },
    { isRead: (specifier) => /^(backend|public)\/|^@wix\/web-methods$/.test(specifier) },
  );
  const checker = program.getTypeChecker();
  /** @param {string} path */
  function fileOf(path) {
    const file = program.getSourceFile(join(root, path).replaceAll('\\', '/'));
    if (file === undefined) throw new Error(`Failed to document the web methods: no ${path}`);
    return file;
  }

  const errors = readErrors(program, fileOf('public/inbox-errors.ts'));
  const codes = new Set(errors.groups.flatMap((group) => group.codes.map(({ code }) => code)));
  const methods = readWebMethods(program, fileOf('backend/inbox.web.ts'), codes);
  const shapes = fileOf('public/inbox-shapes.ts');
  const types = [
    ...withReferencedTypes(
      checker,
      methods.flatMap((it) => it.types),
    ),
  ]
    .filter((it) => it.declarations?.some((declaration) => declaration.getSourceFile() === shapes))
    .sort((a, b) => positionOf(a) - positionOf(b))
    .map((it) => readType(checker, it));
  const limits = readLimits(program, fileOf('public/inbox-limits.ts'));

  const anchors = new Map([
    ...[...methods, ...types].map(({ name }) => /** @type {const} */ ([name, name.toLowerCase()])),
    ...ERROR_NAMES.map((name) => /** @type {const} */ ([name, 'error-codes'])),
  ]);
  const markdown = [
    `<!-- Generated from the source by \`${GENERATE}\`. Do not edit. -->`,
    '# Web methods',
    INTRODUCTION,
    '| Method | Permission | Description |\n| --- | --- | --- |\n' +
      methods
        .map((it) => `| \`${it.name}\` | ${it.permission} | ${firstSentence(it.docstring.text)} |`)
        .join('\n'),
    '## Methods',
    ...methods.map(methodSection),
    '## Types',
    'Import them as types from `public/inbox-shapes`. Every property is read-only.',
    ...types.map(typeSection),
    errorsSection(errors, methods),
    limitsSection(limits),
  ].join('\n\n');
  return format(withLinks(markdown, anchors), {
    parser: 'markdown',
    singleQuote: true,
    printWidth: 100,
  });
}

const INTRODUCTION = `Pages import these methods from \`backend/inbox.web\`. Wix checks the permission before the method
runs and rejects calls without it. The site's backend code can import and call the same methods:
permissions apply to pages only.

Texts, addresses and phone numbers are [brought to one form](customise.md#spellings) first.

Methods return errors instead of throwing them. Check \`ok\` on what a method returns: \`false\` comes with
an error that has a [code](#error-codes) and a message that a page can show.

An \`idempotencyKey\` (22 to 64 letters, digits, \`-\` or \`_\`) sends the same content at most once: a repeated
call returns the first result, with \`once: true\` and \`replayed: true\`. A site owner in preview gets
\`preview: true\` and nothing is sent. See [Results and errors](errors.md).`;

/** @param {import('typescript').Symbol} symbol */
function positionOf({ declarations: [declaration] = [] }) {
  return declaration?.pos ?? 0;
}

/** @param {string} text */
function firstSentence(text) {
  return /^[\s\S]*?[.:](?=\s|$)/.exec(text)?.[0].replace(/:$/, '.').replaceAll('\n', ' ') ?? text;
}

/** Names that are explained in the section of the error codes. */
const ERROR_NAMES = ['INBOX_ERRORS', 'InboxErrorCode'];

/**
 * Links each of these names in inline code to its section, except in headings and code blocks.
 *
 * @param {string} markdown
 * @param {ReadonlyMap<string, string>} anchors By name.
 */
function withLinks(markdown, anchors) {
  return markdown
    .split(/(^```[\s\S]*?^```$|^#.*$)/m)
    .map((part) =>
      /^(```|#)/.test(part)
        ? part
        : part.replaceAll(/(?<!\[)`(\w+)`/g, (code, /** @type {string} */ name) => {
            const anchor = anchors.get(name);
            return anchor === undefined ? code : `[${code}](#${anchor})`;
          }),
    )
    .join('');
}
