// Creates the Wix element for a DOM node of a layout. Types that Wix does not have throw `NOT_EMULATED`.
import { Captcha } from './captcha.ts';
import { Dataset } from './dataset.ts';
import { DynamicDataset } from './dynamic-dataset.ts';
import { Dropdown } from './dropdown.ts';
import { Button } from './button.ts';
import { Container, Text } from './elements.ts';
import type { ElementContext, PageElement } from './elements.ts';
import { Checkbox, TextBox, TextInput } from './fields.ts';
import { HtmlComponent } from './html-component.ts';
import { Image } from './media.ts';
import { MultiStateBox, State } from './multi-state-box.ts';
import { notEmulated } from './not-emulated.ts';
import { Repeater } from './repeater.ts';
import { Table } from './table.ts';
import { UploadButton } from './upload-button.ts';
import { ELEMENT_TYPES, getTypeOfTag, isOtherType } from './wix-types.ts';

/** Returns the Wix type of a node, from `data-wix-type` or its tag; `undefined` if the tag stands for no type. */
export function getElementType(node: HTMLElement): string | undefined {
  return (
    node.dataset['wixType'] ??
    getTypeOfTag(node.localName, node instanceof HTMLInputElement ? node.type : undefined)
  );
}

/**
 * Creates the Wix element of a node.
 * @throws {NotEmulatedError} if its type is not emulated or does not match its tag
 */
export function createElement(node: HTMLElement, context: ElementContext): PageElement {
  const type = getElementType(node) ?? `<${node.localName}>`;
  const wixType = `$w.${type}`;
  const isInput = node instanceof HTMLInputElement;
  const isButton = node instanceof HTMLButtonElement || node instanceof HTMLAnchorElement;
  if (type === 'Button' && isButton) return new Button(node, wixType, context);
  if (type === 'TextInput' && isInput) return new TextInput(node, wixType, context);
  if (type === 'Checkbox' && isInput) return new Checkbox(node, wixType, context);
  if (type === 'TextBox' && node instanceof HTMLTextAreaElement) {
    return new TextBox(node, wixType, context);
  }
  if (type === 'UploadButton' && isInput) return new UploadButton(node, wixType, context);
  if (type === 'Dropdown' && node instanceof HTMLSelectElement) {
    return new Dropdown(node, wixType, context);
  }
  if (type === 'Captcha') return new Captcha(node, wixType, context);
  if (type === 'Repeater') return new Repeater(node, wixType, context);
  if (type === 'Image' && node instanceof HTMLImageElement) {
    return new Image(node, wixType, context);
  }
  if (type === 'MultiStateBox') return new MultiStateBox(node, wixType, context);
  if (type === 'Dataset') return new Dataset(node, wixType, context);
  if (type === 'DynamicDataset') return new DynamicDataset(node, wixType, context);
  if (type === 'State') return new State(node, wixType, context);
  if (type === 'Table' && node instanceof HTMLTableElement) {
    return new Table(node, wixType, context);
  }
  if (type === 'HtmlComponent' && node instanceof HTMLIFrameElement) {
    return new HtmlComponent(node, wixType, context);
  }
  if (type === 'Text') return new Text(node, wixType, context);
  if (isContainer(type) || isOtherType(type)) return new Container(node, wixType, context);
  const tag = `<${node.localName}>`;
  throw notEmulated(
    `The element #${node.id} (${type === tag ? type : `${type} on ${tag}`})`,
    `Use one of the types ${ELEMENT_TYPES.join(', ')}.`,
  );
}

function isContainer(type: string): boolean {
  return ['Box', 'Container', 'Form', 'Section', 'Header', 'Footer', 'Page'].includes(type);
}
