// Guesses the elements of a page without a layout, from what its code does with them. Stands for nothing of Wix's.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { html } from 'hono/html';
import { parseSync, Visitor } from 'vite';

type Program = Parameters<Visitor['visit']>[0];
type Expression = Extract<Program['body'][number], { type: 'ExpressionStatement' }>['expression'];

/** An element that a page's code selects, and its likely type. */
export interface InferredElement {
  readonly id: string;
  readonly type: string;
}

/** What only one type has; the first that a page uses decides. */
const TYPE_OF_PROPERTY: Readonly<Record<string, string>> = {
  checked: 'Checkbox',
  label: 'Button',
  text: 'Text',
  src: 'Image',
  alt: 'Image',
  value: 'TextInput',
  placeholder: 'TextInput',
  maxLength: 'TextInput',
  onInput: 'TextInput',
  onKeyPress: 'TextInput',
};
/** What an id says about its element, where its properties do not. */
const TYPE_OF_NAME: readonly (readonly [RegExp, string])[] = [
  [/button|btn|^(?:submit|send)$/i, 'Button'],
  [/checkbox|subscribe|agree|accept|newsletter/i, 'Checkbox'],
  [/box$|container|section|panel/i, 'Box'],
  [/image|photo|picture/i, 'Image'],
  [/message$|comment|question/i, 'TextBox'],
  [/name$|mail|phone|input|field/i, 'TextInput'],
];

/** What is shown first: a form reads from its fields to its button to what it says. */
const FORM_ORDER: readonly (readonly string[])[] = [
  ['TextInput', 'TextBox', 'Checkbox'],
  ['Button'],
  ['Text', 'Image', 'Box'],
];

/** `#fff` and `#c0ffee` are colours, not ids. */
const COLOUR = /^(?:[\da-f]{3}|[\da-f]{6})$/i;

/** What was seen of the elements of one page. */
interface Seen {
  readonly properties: Map<string, Set<string>>;
}

/**
 * Lists the elements that a page's code selects by id, in the order of their first use: in
 * `$w('#id')`, or as the text `'#id'` in a file of `public/` that it imports.
 */
export function inferElements(root: string, pageFile: string): readonly InferredElement[] {
  const seen: Seen = { properties: new Map() };
  const files = new Set([pageFile]);
  for (const file of files) {
    const source = readFileSync(file, 'utf8');
    const parsed = parseSync(file, source, { lang: 'ts' });
    look(parsed.program, seen);
    for (const { moduleRequest } of parsed.module.staticImports) {
      const imported = publicFile(root, moduleRequest.value);
      if (imported !== undefined) files.add(imported);
    }
  }
  return [...seen.properties].map(([id, properties]) => ({ id, type: typeOf(id, properties) }));
}

/** Writes the elements as a plain page. */
export function inferredHtml(title: string, elements: readonly InferredElement[]): string {
  const order = (type: string): number => FORM_ORDER.findIndex((types) => types.includes(type));
  const body = elements
    .toSorted((a, b) => order(a.type) - order(b.type))
    .map(({ id, type }) => elementHtml(id, type));
  return String(
    html`<!doctype html>
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <title>${title}</title>
        </head>
        <body class="inferred">
          <main>
            <h1>${title}</h1>
            ${body}
          </main>
        </body>
      </html>`,
  );
}

function elementHtml(id: string, type: string): unknown {
  const label = toLabel(id);
  switch (type) {
    case 'Button':
      return html`<button id="${id}" type="button">${label}</button>`;
    case 'Checkbox':
      return html`<label class="tick"><input id="${id}" type="checkbox" /> ${label}</label>`;
    case 'TextInput':
      return html`<label for="${id}">${label}</label><input id="${id}" type="${inputType(id)}" />`;
    case 'TextBox':
      return html`<label for="${id}">${label}</label><textarea id="${id}" rows="5"></textarea>`;
    case 'Image':
      return html`<img id="${id}" alt="${label}" />`;
    case 'Text':
      return html`<p id="${id}" role="status"></p>`;
    case 'Box':
      return html`<div id="${id}" class="box"></div>`;
    default:
      return html`<div id="${id}" class="box" data-wix-type="${type}"></div>`;
  }
}

function look(program: Program, seen: Seen): void {
  const variables = new Map<string, string>();
  new Visitor({
    Literal(node) {
      const id = idOf(node);
      if (id !== undefined) propertiesOf(seen, id);
    },
    VariableDeclarator(node) {
      const id = node.init ? selectedBy(node.init) : undefined;
      if (id !== undefined && node.id.type === 'Identifier') variables.set(node.id.name, id);
    },
    MemberExpression({ object, property }) {
      const id =
        selectedBy(object) ??
        (object.type === 'Identifier' ? variables.get(object.name) : undefined);
      if (id !== undefined && property.type === 'Identifier') {
        propertiesOf(seen, id).add(property.name);
      }
    },
  }).visit(program);
}

function propertiesOf({ properties }: Seen, id: string): Set<string> {
  const known = properties.get(id) ?? new Set();
  properties.set(id, known);
  return known;
}

/** The id of `$w('#id')`. */
function selectedBy(node: Expression): string | undefined {
  if (node.type !== 'CallExpression' || node.callee.type !== 'Identifier') return undefined;
  const [argument] = node.arguments;
  return node.callee.name === '$w' && argument?.type === 'Literal' ? idOf(argument) : undefined;
}

function idOf({ value }: { readonly value: unknown }): string | undefined {
  const id = typeof value === 'string' ? /^#([A-Za-z]\w*)$/u.exec(value)?.[1] : undefined;
  return id === undefined || COLOUR.test(id) ? undefined : id;
}

function typeOf(id: string, properties: ReadonlySet<string>): string {
  const named = TYPE_OF_NAME.find(([pattern]) => pattern.test(id))?.[1];
  for (const property of properties) {
    const type = Object.hasOwn(TYPE_OF_PROPERTY, property) ? TYPE_OF_PROPERTY[property] : undefined;
    // A TextBox has all that a TextInput has.
    if (type !== undefined) return type === 'TextInput' && named === 'TextBox' ? named : type;
  }
  return named ?? 'Text';
}

function inputType(id: string): string {
  if (/mail/i.test(id)) return 'email';
  return /phone/i.test(id) ? 'tel' : 'text';
}

/** `firstName` -> `First name`. */
function toLabel(id: string): string {
  const words = id.replaceAll(/([a-z\d])([A-Z])/gu, '$1 $2').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function publicFile(root: string, specifier: string): string | undefined {
  if (!specifier.startsWith('public/')) return undefined;
  const path = join(root, specifier);
  return [`${path}.ts`, `${path}.js`, path].find((file) => existsSync(file));
}
