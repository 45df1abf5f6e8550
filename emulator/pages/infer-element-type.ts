// Infers the type of an element from the members that page code uses and from its id.

/** Members by the one type that has them. The first type of the list with a member that the page uses is the element's. */
const TYPE_BY_MEMBER: readonly (readonly [type: string, members: string])[] = [
  ['Repeater', 'onItemReady onItemRemoved forEachItem forItems data'],
  ['MultiStateBox', 'changeState currentState states'],
  ['Table', 'rows columns onRowSelect onCellSelect selectRow updateRow dataFetcher'],
  ['HtmlComponent', 'postMessage onMessage'],
  ['UploadButton', 'uploadFiles startUpload fileType fileLimit buttonLabel'],
  ['Captcha', 'onVerified onTimeout token'],
  [
    'Dataset',
    'setFilter setSort getCurrentItem getCurrentItemIndex getItems setFieldValue setFieldValues onReady ' +
      'onCurrentIndexChanged onBeforeSave onAfterSave onItemValuesChanged getTotalCount getTotalPageCount ' +
      'getCurrentPageIndex getPageSize setPageSize loadMore loadPage nextPage previousPage hasNext hasPrevious ' +
      'hasNextPage hasPreviousPage setCurrentItemIndex next previous new save add revert isIdle isDirty',
  ],
  ['Dropdown', 'options selectedIndex'],
  ['Checkbox', 'checked'],
  ['TextInput', 'placeholder maxLength onInput onKeyPress inputType readOnly'],
  ['Button', 'label icon'],
  ['Text', 'text html'],
  ['Image', 'src alt fitMode'],
];
/**
 * Types that the emulator does not have, by the id that Wix's editor gives to a new element: `slider1` is a Slider. No other
 * type has their values, such as a date.
 */
const TYPE_BY_DEFAULT_ID: ReadonlyMap<string, string> = new Map(
  (
    'Accordion AddressInput AudioPlayer ColumnStrip CustomElement DatePicker Gallery Pagination ProgressBar ' +
    'RatingsDisplay RatingsInput SignatureInput Slider Slideshow Tabs TimePicker VectorImage VideoBox VideoPlayer'
  )
    .split(' ')
    .map((type) => [type.toLowerCase(), type]),
);
/** Types by the element's id, used if no member determines the type. */
const TYPE_BY_NAME: readonly (readonly [RegExp, string])[] = [
  [/captcha/i, 'Captcha'],
  [/dataset/i, 'Dataset'],
  [/repeater/i, 'Repeater'],
  [/state-?box/i, 'MultiStateBox'],
  [/dropdown/i, 'Dropdown'],
  [/upload/i, 'UploadButton'],
  [/^html\d*$|htmlcomponent|iframe/i, 'HtmlComponent'],
  [/button|btn|^(?:submit|send)$/i, 'Button'],
  [/checkbox|subscribe|agree|accept|newsletter/i, 'Checkbox'],
  [/textbox/i, 'TextBox'],
  [/^text\d*$/i, 'Text'],
  [/box\d*$|container|section|panel/i, 'Box'],
  [/image|photo|picture/i, 'Image'],
  [/table\d*$/i, 'Table'],
  [/message$|comment|question/i, 'TextBox'],
  [/name$|mail|phone|input|field/i, 'TextInput'],
];
/** Types with a `value`. */
const INPUT_TYPES = ['TextInput', 'TextBox', 'Dropdown', 'Checkbox', 'UploadButton'];

/** Members of what visitors click. A Text without a text has no size, so that it could not be clicked. */
const CLICKED_MEMBERS = ['onClick', 'onDblClick', 'enable', 'disable'];

/** The id that the editor gives to the dataset of a dynamic page. */
const DYNAMIC_DATASET = /^dynamicDataset\d*$/u;

/** Infers the type of an element; `Button` if it is only clicked, and `Text` if nothing determines it. */
export function inferElementType(id: string, members: ReadonlySet<string>): string {
  if (DYNAMIC_DATASET.test(id)) return 'DynamicDataset';
  const other = TYPE_BY_DEFAULT_ID.get(id.replace(/\d*$/, '').toLowerCase());
  if (other !== undefined) return other;
  const byName = TYPE_BY_NAME.find(([pattern]) => pattern.test(id))?.[1];
  const byMember = TYPE_BY_MEMBER.find(([, names]) =>
    names.split(' ').some((name) => members.has(name)),
  )?.[0];
  // A TextBox has every member of a TextInput.
  if (byMember === 'TextInput' && byName === 'TextBox') return 'TextBox';
  if (byMember !== undefined) return byMember;
  const isInput = members.has('value') || members.has('onChange');
  if (isInput && !INPUT_TYPES.includes(byName ?? '')) return 'TextInput';
  // An UploadButton has no `onClick`.
  if (byName === 'UploadButton' && members.has('onClick')) return 'Button';
  if (byName !== undefined) return byName;
  return CLICKED_MEMBERS.some((it) => members.has(it)) ? 'Button' : 'Text';
}
