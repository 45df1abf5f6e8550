/** @typedef {import('./read-web-methods.mjs').WebMethod} WebMethod */
/** @typedef {import('./read-types.mjs').DocumentedType} DocumentedType */
/** @typedef {import('./read-tables.mjs').ErrorGroup} ErrorGroup */
/** @typedef {import('./read-tables.mjs').LimitTable} LimitTable */

/**
 * Returns the section of a web method.
 *
 * @param {WebMethod} method
 * @returns {string} Markdown.
 */
export function methodSection({ name, permission, parameters, result, docstring, codes }) {
  const written = parameters.map((it) => `${it.name}${it.optional ? '?' : ''}: ${it.type}`);
  const whole = `${name}(${written.join(', ')}): ${result}`;
  const signature =
    whole.length <= 90
      ? whole
      : `${name}(\n${written.map((it) => `  ${it},\n`).join('')}): ${result}`;
  return [
    `### ${name}`,
    `\`\`\`ts signature\n${signature}\n\`\`\``,
    docstring.text,
    [
      `- Permission: \`${permission}\``,
      ...parameters.map((it) => parameterLine(it, docstring.params.get(it.name))),
      `- Returns: ${typeWithNames(result)}`,
      ...(codes.length > 0 ? [`- [Error codes](#error-codes): ${listCode(codes)}`] : []),
    ].join('\n'),
    ...docstring.examples.map((code) => `\`\`\`ts\n${withImport(code, name)}\n\`\`\``),
    ...docstring.see.map((it) => `See ${it}`),
  ].join('\n\n');
}

/**
 * Returns the section of a type: its properties or its declaration.
 *
 * @param {DocumentedType} type
 * @returns {string} Markdown.
 */
export function typeSection({ name, text, code, properties }) {
  const lines = properties.map(
    (it) =>
      `- \`${it.name}${it.optional ? '?' : ''}\`: ${typeWithNames(oneLine(it.type))}${description(it.text)}`,
  );
  return [
    `### ${name}`,
    text,
    ...(code === '' ? [] : [`\`\`\`ts signature\n${code}\n\`\`\``]),
    ...(lines.length > 0 ? [lines.join('\n')] : []),
  ].join('\n\n');
}

/**
 * Returns the section of the error codes, each with the methods that return it.
 *
 * @param {{ docstring: { text: string }, groups: readonly ErrorGroup[] }} errors
 * @param {readonly WebMethod[]} methods
 * @returns {string} Markdown.
 */
export function errorsSection({ docstring, groups }, methods) {
  const reserved = groups.flatMap(({ codes }) => codes.filter((it) => it.reserved));
  const tables = groups.flatMap(({ title, codes }) => {
    const returned = codes.filter((it) => !it.reserved);
    if (returned.length === 0) return [];
    const withRemedy = returned.some(({ remedy }) => remedy !== '');
    const head = ['Code', 'Message', ...(withRemedy ? ['Meaning'] : []), 'Methods'];
    const rows = returned.map(({ code, message, remedy }) => [
      `\`${code}\``,
      message,
      ...(withRemedy ? [oneLine(remedy)] : []),
      methodsOf(code, methods),
    ]);
    return [...(title === '' ? [] : [title]), table(head, rows)];
  });
  return [
    '## Error codes',
    docstring.text,
    ...tables,
    ...(reserved.length === 0
      ? []
      : [`Reserved; no method returns them yet: ${listCode(reserved.map(({ code }) => code))}.`]),
  ].join('\n\n');
}

/**
 * Returns the section of the limits.
 *
 * @param {readonly LimitTable[]} tables
 * @returns {string} Markdown.
 */
export function limitsSection(tables) {
  return [
    '## Limits',
    ...tables.flatMap(({ name, docstring, limits }) => {
      const withText = limits.some(({ text }) => text !== '');
      const head = ['Limit', 'Value', 'Unit', ...(withText ? ['Description'] : [])];
      const rows = limits.map((it) => [
        `\`${it.name}\``,
        it.value,
        it.unit,
        ...(withText ? [oneLine(it.text)] : []),
      ]);
      const sources = docstring.see.map((it) => `<${it}>`).join(', ');
      return [
        `### ${name}`,
        docstring.text,
        table(head, rows),
        ...(sources === '' ? [] : [`Source: ${sources}`]),
      ];
    }),
  ].join('\n\n');
}

/** @param {string} code @param {readonly WebMethod[]} methods */
function methodsOf(code, methods) {
  const returning = methods.filter(({ codes }) => codes.includes(code)).map(({ name }) => name);
  if (returning.length === methods.length) return 'all';
  // If the docstrings of all methods name codes, a code that none of them names can come from any.
  const complete = methods.every(({ codes }) => codes.length > 0);
  return returning.length === 0 && complete ? 'any' : listCode(returning);
}

/** @param {import('./read-web-methods.mjs').Parameter} parameter @param {string | undefined} text */
function parameterLine({ name, type, optional }, text = '') {
  return `- \`${name}${optional ? '?' : ''}\`: ${typeWithNames(type)}${description(text)}`;
}

/** @param {string} text */
function description(text) {
  const line = oneLine(text);
  return line === '' ? '' : `. ${line.charAt(0).toUpperCase()}${line.slice(1)}`;
}

/**
 * Returns a type as code, followed by the names in it, which the page links.
 *
 * @param {string} type
 */
function typeWithNames(type) {
  const code = `\`${type.replaceAll(/\breadonly /g, '')}\``;
  const names = type.replaceAll(/'[^']*'/g, '').match(/\b[A-Z]\w+\b/g) ?? [];
  const ours = [...new Set(names)].filter((it) => it !== type && !BUILT_IN.has(it));
  return ours.length === 0 ? code : `${code} (see ${listCode(ours)})`;
}

/** Types of TypeScript. */
const BUILT_IN = new Set(['Promise', 'Readonly', 'Record', 'Partial', 'Pick', 'Omit']);

/** @param {string} code @param {string} name */
function withImport(code, name) {
  return /^import /m.test(code) ? code : `import { ${name} } from 'backend/inbox.web';\n\n${code}`;
}

/** @param {readonly string[]} names */
function listCode(names) {
  return names.map((it) => `\`${it}\``).join(', ');
}

/** @param {string} text */
function oneLine(text) {
  return text.replaceAll(/\s+/g, ' ').trim();
}

/** @param {readonly string[]} head @param {readonly (readonly string[])[]} rows */
function table(head, rows) {
  return [head, head.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.map((it) => it.replaceAll('|', '\\|')).join(' | ')} |`)
    .join('\n');
}
