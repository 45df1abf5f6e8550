// Infers the elements of a page without a layout (an HTML file with the page's elements) from the page's code.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { html } from 'hono/html';
import { collectElements, type UsedElements } from './collect-elements.ts';
import { inferElementType } from './infer-element-type.ts';

/** An element that a page's code selects, with its inferred type. */
export interface InferredElement {
  readonly id: string;
  readonly type: string;
  /** The repeater that repeats the element in its items. */
  readonly repeater?: string;
  /** The ids of the states of a MultiStateBox. */
  readonly states?: readonly string[];
}

/** The order of the elements on the page: fields, then buttons, then texts. */
const DISPLAY_ORDER: readonly (readonly string[])[] = [
  ['TextInput', 'TextBox', 'Dropdown', 'Checkbox', 'UploadButton', 'Captcha'],
  ['Button'],
  ['Text', 'Image', 'Box'],
];

/**
 * Lists the elements that a page's code selects by id, in the order of their first use. It finds every string `'#id'`
 * in the page, in the code of the master page and in the files of `public/` that they import.
 */
export function inferElements(
  root: string,
  pageFile: string,
  masterPage?: string,
): readonly InferredElement[] {
  const used: UsedElements = { members: new Map(), repeaters: new Map(), states: new Map() };
  const pages = masterPage === undefined ? [pageFile] : [masterPage, pageFile];
  const files = new Set(pages);
  for (const file of files) {
    const source = readFileSync(file, 'utf8');
    for (const specifier of collectElements(file, source, used, pages.includes(file))) {
      const imported = findPublicFile(root, specifier);
      if (imported !== undefined) files.add(imported);
    }
  }
  return [...used.members].map(([id, members]) => {
    const repeater = used.repeaters.get(id);
    const states = used.states.get(id);
    return {
      id,
      type: inferElementType(id, members),
      ...(repeater !== undefined && { repeater }),
      ...(states && { states: [...states] }),
    };
  });
}

/** Renders a plain HTML page with the elements. */
export function renderInferredPage(title: string, elements: readonly InferredElement[]): string {
  const order = (type: string): number => DISPLAY_ORDER.findIndex((types) => types.includes(type));
  const sorted = elements.toSorted((a, b) => order(a.type) - order(b.type));
  const states = new Set(elements.flatMap((it) => it.states ?? []));
  const body = sorted
    .filter(({ id, repeater }) => repeater === undefined && !states.has(id))
    .map((element) => {
      const { id, type } = element;
      if (type === 'MultiStateBox') return renderStates(element);
      const items = sorted.filter(({ repeater }) => repeater === id);
      return type === 'Repeater' ? renderRepeater(id, items) : renderElement(id, type);
    });
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

function renderStates({ id, states = [] }: InferredElement): unknown {
  return html`<div id="${id}" class="box" data-wix-type="MultiStateBox">
    ${states.map((state) => html`<div id="${state}" data-wix-type="State">${toLabel(state)}</div>`)}
  </div>`;
}

function renderRepeater(id: string, items: readonly InferredElement[]): unknown {
  return html`<div id="${id}" class="box" data-wix-type="Repeater">
    <div>${items.map((item) => renderElement(item.id, item.type))}</div>
  </div>`;
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
    case 'Dropdown':
      return html`<label for="${id}">${label}</label
        ><select id="${id}"></select>`;
    case 'UploadButton':
      return html`<label><span>${label}</span> <input id="${id}" type="file" /></label>`;
    case 'Table':
      return html`<table id="${id}"></table>`;
    case 'HtmlComponent':
      return html`<iframe id="${id}" title="${label}"></iframe>`;
    case 'Dataset':
    case 'DynamicDataset':
      return html`<div id="${id}" data-wix-type="${type}" hidden></div>`;
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
