// Which of Wix's element types a DOM node of a layout stands for. Leaves out: every type that is not listed here.
import { Dropdown } from './dropdown.ts';
import { Button, Container, Text } from './elements.ts';
import type { ElementPlace, PageElement } from './elements.ts';
import { Checkbox, TextBox, TextInput } from './fields.ts';
import { Image } from './media.ts';
import { refusal } from './not-emulated.ts';
import { Repeater } from './repeater.ts';
import { UploadButton } from './upload-button.ts';
import { ELEMENT_TYPES, typeOfTag } from './wix-types.ts';

/** The Wix type of a node, by `data-wix-type` or by its tag; `undefined` for tags that stand for none. */
export function typeOf(node: HTMLElement): string | undefined {
  return (
    node.dataset['wixType'] ??
    typeOfTag(node.localName, node instanceof HTMLInputElement ? node.type : undefined)
  );
}

/**
 * Makes the element of a node.
 * @throws {NotEmulatedError} if its type is not emulated, or does not fit its tag.
 */
export function makeElement(node: HTMLElement, place: ElementPlace): PageElement {
  const type = typeOf(node) ?? `<${node.localName}>`;
  const wixType = `$w.${type}`;
  const isInput = node instanceof HTMLInputElement;
  const isButton = node instanceof HTMLButtonElement || node instanceof HTMLAnchorElement;
  if (type === 'Button' && isButton) return new Button(node, wixType, place);
  if (type === 'TextInput' && isInput) return new TextInput(node, wixType, place);
  if (type === 'Checkbox' && isInput) return new Checkbox(node, wixType, place);
  if (type === 'TextBox' && node instanceof HTMLTextAreaElement) {
    return new TextBox(node, wixType, place);
  }
  if (type === 'UploadButton' && isInput) return new UploadButton(node, wixType, place);
  if (type === 'Dropdown' && node instanceof HTMLSelectElement) {
    return new Dropdown(node, wixType, place);
  }
  if (type === 'Repeater') return new Repeater(node, wixType, place);
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
