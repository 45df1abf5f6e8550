import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { elementsOf } from './html.mjs';

/** @typedef {import('./code-blocks.mjs').CodeBlock} CodeBlock */

/** The first line of a Mermaid diagram. GitHub checks the rest when it draws it. */
const DIAGRAM = /^(flowchart (TB|TD|BT|LR|RL)|sequenceDiagram|classDiagram|stateDiagram-v2)$/;
/** The code of the emulator that reads layouts. */
const LAYOUT_CODE = 'emulator/pages';

/**
 * Returns an error for each block of JSON, HTML or Mermaid that does not parse.
 *
 * @param {string} root The folder of the project.
 * @param {readonly CodeBlock[]} blocks
 * @returns {readonly string[]}
 */
export function dataErrors(root, blocks) {
  return blocks.flatMap((block) => {
    if (block.language === 'json') return jsonErrors(block);
    if (block.language === 'html') return htmlErrors(root, block);
    return block.language === 'mermaid' ? mermaidErrors(block) : [];
  });
}

/** @param {CodeBlock} block */
function jsonErrors({ file, line, code }) {
  try {
    JSON.parse(code);
    return [];
  } catch (error) {
    const parserMessage = error instanceof Error ? error.message : String(error);
    const [, position] = /position (\d+)/.exec(parserMessage) ?? [];
    const at = line + code.slice(0, Number(position ?? 0)).split('\n').length - 1;
    return [`${file}:${at}: not JSON: ${parserMessage}; correct it, or fence it as text`];
  }
}

/** @param {string} root @param {CodeBlock} block */
function htmlErrors(root, { file, line, code }) {
  /** @type {string[]} */
  const errors = [];
  const elements = elementsOf(code, (message, at) => {
    errors.push(`${file}:${line + at - 1}: not HTML: ${message}; correct it`);
  });
  const known = layoutAttributes(root);
  for (const { tag, attributes, line: at, closed } of elements) {
    const where = `${file}:${line + at - 1}`;
    if (!closed) errors.push(`${where}: <${tag}> is never closed; add </${tag}>`);
    for (const name of attributes.keys()) {
      if (!name.startsWith('data-wix') || known.has(name)) continue;
      const list = [...known].join(', ');
      errors.push(`${where}: the emulator has no attribute ${name}; its attributes are ${list}`);
    }
  }
  return errors;
}

/**
 * Returns the `data-wix` attributes that the emulator's code for layouts names.
 *
 * @param {string} root
 * @returns {ReadonlySet<string>}
 */
function layoutAttributes(root) {
  const folder = join(root, LAYOUT_CODE);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return new Set(
    files
      .filter((file) => file.endsWith('.ts'))
      .flatMap((file) => readFileSync(join(folder, file), 'utf8').match(/data-wix[a-z-]*/g) ?? []),
  );
}

/** @param {CodeBlock} block */
function mermaidErrors({ file, line, code }) {
  const [first = ''] = code.split('\n');
  if (DIAGRAM.test(first)) return [];
  return [`${file}:${line}: not Mermaid: expected a diagram type, got "${first}"; correct it`];
}
