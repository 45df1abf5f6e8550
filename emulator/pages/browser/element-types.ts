// Which of Wix's element types a DOM node of a layout stands for. Leaves out: every type that is not listed here.
import { Button, Container, Image, Text } from './elements.ts';
import type { ElementPlace, PageElement } from './elements.ts';
import { Checkbox, TextBox, TextInput } from './fields.ts';
import { refusal } from './not-emulated.ts';

/** A tag (or `input[type]`) of a layout, and the Wix type it stands for without `data-wix-type`. */
const TYPE_OF_TAG: Readonly<Record<string, string>> = {
  ...tags('Text', 'p h1 h2 h3 h4 h5 h6 span label strong em small output legend li'),
  ...tags('Box', 'div form fieldset article aside nav ul ol'),
  ...tags('TextInput', 'input input[text] input[email] input[tel] input[url] input[number]'),
  ...tags('TextInput', 'input[password] input[search]'),
  'input[checkbox]': 'Checkbox',
  textarea: 'TextBox',
  button: 'Button',
  img: 'Image',
  section: 'Section',
  header: 'Header',
  footer: 'Footer',
  main: 'Page',
};

/** Wix's types that are emulated; `Container`'s relatives behave alike. */
export const ELEMENT_TYPES: readonly string[] = [
  ...new Set([...Object.values(TYPE_OF_TAG), 'Container', 'Form']),
];

/** The Wix type of a node, by `data-wix-type` or by its tag; `undefined` for tags that stand for none. */
export function typeOf(node: HTMLElement): string | undefined {
  const given = node.dataset['wixType'];
  if (given) return given;
  const tag = node.localName;
  const type = node instanceof HTMLInputElement ? `${tag}[${node.type}]` : tag;
  return Object.hasOwn(TYPE_OF_TAG, type) ? TYPE_OF_TAG[type] : undefined;
}

/**
 * Makes the element of a node.
 * @throws {NotEmulatedError} if its type is not emulated, or does not fit its tag.
 */
export function makeElement(node: HTMLElement, place: ElementPlace): PageElement {
  const type = typeOf(node) ?? `<${node.localName}>`;
  const wixType = `$w.${type}`;
  const isInput = node instanceof HTMLInputElement;
  if (type === 'Button' && node instanceof HTMLButtonElement) {
    return new Button(node, wixType, place);
  }
  if (type === 'TextInput' && isInput) return new TextInput(node, wixType, place);
  if (type === 'Checkbox' && isInput) return new Checkbox(node, wixType, place);
  if (type === 'TextBox' && node instanceof HTMLTextAreaElement) {
    return new TextBox(node, wixType, place);
  }
  if (type === 'Image' && node instanceof HTMLImageElement) return new Image(node, wixType, place);
  if (type === 'Text') return new Text(node, wixType, place);
  if (isContainer(type)) return new Container(node, wixType, place);
  throw refusal(
    `#${node.id}, an element of type ${type} as <${node.localName}>,`,
    `Emulated types: ${ELEMENT_TYPES.join(', ')}.`,
  );
}

function isContainer(type: string): boolean {
  return ['Box', 'Container', 'Form', 'Section', 'Header', 'Footer', 'Page'].includes(type);
}

function tags(type: string, names: string): Record<string, string> {
  return Object.fromEntries(names.split(' ').map((name) => [name, type]));
}
