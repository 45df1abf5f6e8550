// Infers the elements of a page without a layout (an HTML file with the page's elements) from the page's code.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { html } from 'hono/html';
import { parseSync, Visitor } from 'vite';
import { getHandlerMethod, readHandlerName } from './handler-names.ts';

type Program = Parameters<Visitor['visit']>[0];
type Expression = Extract<Program['body'][number], { type: 'ExpressionStatement' }>['expression'];

/** An element that a page's code selects, with its inferred type. */
export interface InferredElement {
  readonly id: string;
  readonly type: string;
}

/** Properties of one type only. The first that the page uses determines the element's type. */
const TYPE_BY_PROPERTY: Readonly<Record<string, string>> = {
  checked: 'Checkbox',
  label: 'Button',
  text: 'Text',
  html: 'Text',
  src: 'Image',
  alt: 'Image',
  value: 'TextInput',
  placeholder: 'TextInput',
  maxLength: 'TextInput',
  onInput: 'TextInput',
  onKeyPress: 'TextInput',
  onVerified: 'Captcha',
  onTimeout: 'Captcha',
  token: 'Captcha',
};
/** Types by the element's id, used if no property determines the type. */
const TYPE_BY_NAME: readonly (readonly [RegExp, string])[] = [
  [/captcha/i, 'Captcha'],
  [/button|btn|^(?:submit|send)$/i, 'Button'],
  [/checkbox|subscribe|agree|accept|newsletter/i, 'Checkbox'],
  [/box$|container|section|panel/i, 'Box'],
  [/image|photo|picture/i, 'Image'],
  [/message$|comment|question/i, 'TextBox'],
  [/name$|mail|phone|input|field/i, 'TextInput'],
];

/** The order of the elements on the page: fields, then buttons, then texts. */
const DISPLAY_ORDER: readonly (readonly string[])[] = [
  ['TextInput', 'TextBox', 'Checkbox', 'Captcha'],
  ['Button'],
  ['Text', 'Image', 'Box'],
];

/** `#fff` and `#c0ffee` are colours, not ids. */
const COLOUR = /^(?:[\da-f]{3}|[\da-f]{6})$/i;

/** The properties that a page's code uses, by element id. */
type UsedProperties = Map<string, Set<string>>;

/**
 * Lists the elements that a page's code selects by id, in the order of their first use. It finds every string `'#id'`
 * in the page and in the files of `public/` that the page imports.
 */
export function inferElements(root: string, pageFile: string): readonly InferredElement[] {
  const usedProperties: UsedProperties = new Map();
  const files = new Set([pageFile]);
  for (const file of files) {
    const source = readFileSync(file, 'utf8');
    const parsed = parseSync(file, source, { lang: 'ts' });
    collectElements(parsed.program, usedProperties);
    if (file === pageFile) collectHandlers(parsed.module.staticExports, usedProperties);
    for (const { moduleRequest } of parsed.module.staticImports) {
      const imported = findPublicFile(root, moduleRequest.value);
      if (imported !== undefined) files.add(imported);
    }
  }
  return [...usedProperties].map(([id, properties]) => ({ id, type: inferType(id, properties) }));
}

/** Renders a plain HTML page with the elements. */
export function renderInferredPage(title: string, elements: readonly InferredElement[]): string {
  const order = (type: string): number => DISPLAY_ORDER.findIndex((types) => types.includes(type));
  const body = elements
    .toSorted((a, b) => order(a.type) - order(b.type))
    .map(({ id, type }) => renderElement(id, type));
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

function renderElement(id: string, type: string): unknown {
  const label = toLabel(id);
  const inputType = inferInputType(id);
  switch (type) {
    case 'Button':
      return html`<button id="${id}" type="button">${label}</button>`;
    case 'Checkbox':
      return html`<label class="checkbox"><input id="${id}" type="checkbox" /> ${label}</label>`;
    case 'TextInput':
      return html`<label for="${id}">${label}</label><input id="${id}" type="${inputType}" />`;
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

function collectElements(program: Program, usedProperties: UsedProperties): void {
  const variables = new Map<string, string>();
  new Visitor({
    Literal(node) {
      const id = idFromLiteral(node);
      if (id !== undefined) propertiesOf(usedProperties, id);
    },
    VariableDeclarator(node) {
      const id = node.init ? selectedId(node.init) : undefined;
      if (id !== undefined && node.id.type === 'Identifier') variables.set(node.id.name, id);
    },
    MemberExpression({ object, property }) {
      const id =
        selectedId(object) ??
        (object.type === 'Identifier' ? variables.get(object.name) : undefined);
      if (id !== undefined && property.type === 'Identifier') {
        propertiesOf(usedProperties, id).add(property.name);
      }
    },
  }).visit(program);
}

/** Collects the elements of exported handlers: `sendButton_click` is one of `#sendButton`. */
function collectHandlers(
  exports: ReturnType<typeof parseSync>['module']['staticExports'],
  usedProperties: UsedProperties,
): void {
  for (const { exportName } of exports.flatMap(({ entries }) => entries)) {
    const wired = exportName.name ? readHandlerName(exportName.name) : undefined;
    if (wired) propertiesOf(usedProperties, wired.id).add(getHandlerMethod(wired.event));
  }
}

function propertiesOf(usedProperties: UsedProperties, id: string): Set<string> {
  const properties = usedProperties.get(id) ?? new Set();
  usedProperties.set(id, properties);
  return properties;
}

/** Returns the id of `$w('#id')`. */
function selectedId(node: Expression): string | undefined {
  if (node.type !== 'CallExpression' || node.callee.type !== 'Identifier') return undefined;
  const [argument] = node.arguments;
  return node.callee.name === '$w' && argument?.type === 'Literal'
    ? idFromLiteral(argument)
    : undefined;
}

function idFromLiteral({ value }: { readonly value: unknown }): string | undefined {
  const id = typeof value === 'string' ? /^#([A-Za-z]\w*)$/u.exec(value)?.[1] : undefined;
  return id === undefined || COLOUR.test(id) ? undefined : id;
}

function inferType(id: string, properties: ReadonlySet<string>): string {
  const typeByName = TYPE_BY_NAME.find(([pattern]) => pattern.test(id))?.[1];
  for (const property of properties) {
    const type = Object.hasOwn(TYPE_BY_PROPERTY, property) ? TYPE_BY_PROPERTY[property] : undefined;
    // A TextBox has every property of a TextInput.
    if (type === 'TextInput' && typeByName === 'TextBox') return 'TextBox';
    if (type !== undefined) return type;
  }
  return typeByName ?? 'Text';
}

function inferInputType(id: string): string {
  if (/mail/i.test(id)) return 'email';
  return /phone/i.test(id) ? 'tel' : 'text';
}

/** Converts an id to a label: `firstName` becomes `First name`. */
function toLabel(id: string): string {
  const label = id.replaceAll(/([a-z\d])([A-Z])/gu, '$1 $2').toLowerCase();
  return label.charAt(0).toUpperCase() + label.slice(1);
}

function findPublicFile(root: string, specifier: string): string | undefined {
  if (!specifier.startsWith('public/')) return undefined;
  const path = join(root, specifier);
  return [`${path}.ts`, `${path}.js`, path].find((file) => existsSync(file));
}
