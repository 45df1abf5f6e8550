// Which of Wix's element types the tags of a layout stand for. Leaves out every type that is not listed here.

/** A tag (or `input[type]`) of a layout, and the Wix type it stands for without `data-wix-type`. */
const TYPE_OF_TAG: Readonly<Record<string, string>> = {
  ...tags('Text', 'p h1 h2 h3 h4 h5 h6 span label strong em small output legend li'),
  ...tags('Box', 'div form fieldset article aside nav ul ol'),
  ...tags('TextInput', 'input input[text] input[email] input[tel] input[url] input[number]'),
  ...tags('TextInput', 'input[password] input[search]'),
  'input[checkbox]': 'Checkbox',
  'input[file]': 'UploadButton',
  textarea: 'TextBox',
  select: 'Dropdown',
  button: 'Button',
  img: 'Image',
  section: 'Section',
  header: 'Header',
  footer: 'Footer',
  main: 'Page',
};

/** Wix's types that are emulated; `Container`'s relatives behave alike. */
export const ELEMENT_TYPES: readonly string[] = [
  ...new Set([...Object.values(TYPE_OF_TAG), 'Container', 'Form', 'Repeater']),
];

/** The Wix type of a tag in lower case; `undefined` for tags that stand for none. */
export function typeOfTag(tag: string, inputType?: string): string | undefined {
  const type = inputType === undefined ? tag : `${tag}[${inputType}]`;
  return Object.hasOwn(TYPE_OF_TAG, type) ? TYPE_OF_TAG[type] : undefined;
}

function tags(type: string, names: string): Record<string, string> {
  return Object.fromEntries(names.split(' ').map((name) => [name, type]));
}
