// Maps the HTML tags of a layout to Wix's element types.

/** The Wix type of a tag (or `input[type]`) without `data-wix-type`. */
const TYPE_BY_TAG: Readonly<Record<string, string>> = {
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
  table: 'Table',
  iframe: 'HtmlComponent',
  section: 'Section',
  header: 'Header',
  footer: 'Footer',
  main: 'Page',
};

/** The emulated element types. Box, Container, Form, Section, Header, Footer and Page behave the same. */
export const ELEMENT_TYPES: readonly string[] = [
  ...new Set([
    ...Object.values(TYPE_BY_TAG),
    ...'Container Form Repeater Captcha MultiStateBox State Dataset DynamicDataset'.split(' '),
  ]),
];

/**
 * Wix's element types that the emulator does not have. Elements of these types are shown, hidden, clicked and so on; the use
 * of their other members is reported. @see https://dev.wix.com/docs/velo/velo-only-apis/$w
 */
const OTHER_TYPES: ReadonlySet<string> = new Set(
  (
    'Accordion AccountNavBar AddressInput Anchor AudioPlayer CheckboxGroup CollapsibleText Column ColumnStrip ' +
    'CustomElement DatePicker Gallery GoogleMap IFrame IconButton Line MediaBox Menu MenuContainer Pagination ProgressBar ' +
    'QuickActionBar RadioButtonGroup RatingsDisplay RatingsInput RichContentViewer RichTextBox SelectionTags ' +
    'SignatureInput Slide Slider Slideshow Switch Tab Tabs TimePicker VectorImage Video VideoBox VideoPlayer'
  ).split(' '),
);

/** Returns whether a type is one of Wix's that the emulator does not have. */
export function isOtherType(type: string): boolean {
  return OTHER_TYPES.has(type);
}

/** Returns the Wix type of a tag in lower case; `undefined` if the tag stands for no type. */
export function getTypeOfTag(tag: string, inputType?: string): string | undefined {
  const type = inputType === undefined ? tag : `${tag}[${inputType}]`;
  return Object.hasOwn(TYPE_BY_TAG, type) ? TYPE_BY_TAG[type] : undefined;
}

function tags(type: string, names: string): Record<string, string> {
  return Object.fromEntries(names.split(' ').map((name) => [name, type]));
}
