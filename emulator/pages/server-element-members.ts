// Lists the properties and methods of elements on the server, with the values that the properties have at first.

type Values = Readonly<Record<string, unknown>>;

const COMMON_VALUES: Values = {
  rendered: true,
  global: false,
  hidden: false,
  isVisible: true,
  collapsed: false,
  customClassList: {
    add() {},
    remove() {},
    toggle: () => true,
    contains: () => false,
    values: () => [],
  },
};
const ENABLED_VALUES: Values = { enabled: true };
const FIELD_VALUES: Values = {
  ...ENABLED_VALUES,
  required: false,
  valid: true,
  validationMessage: '',
  validity: { valid: true },
};
const TEXT_FIELD_VALUES: Values = {
  ...FIELD_VALUES,
  value: '',
  placeholder: '',
  maxLength: -1,
  readOnly: false,
};

/** Initial property values, by element type. */
const INITIAL_VALUES: Readonly<Record<string, Values>> = {
  Text: { text: '', html: '' },
  Button: { ...ENABLED_VALUES, label: '', link: '', target: '_self' },
  Image: { src: '', alt: '' },
  TextInput: { ...TEXT_FIELD_VALUES, inputType: 'text' },
  TextBox: TEXT_FIELD_VALUES,
  Checkbox: { ...FIELD_VALUES, checked: false, value: '' },
  UploadButton: { ...FIELD_VALUES, value: [], fileType: 'Image', fileLimit: 1, buttonLabel: '' },
  Dropdown: { ...ENABLED_VALUES, options: [], value: '', selectedIndex: undefined },
  Repeater: { data: [] },
  Captcha: { token: '' },
  Table: { rows: [], columns: [] },
  HtmlComponent: { src: '' },
};

const COMMON_METHODS =
  'show hide expand collapse scrollTo onClick onDblClick onMouseIn onMouseOut onViewportEnter onViewportLeave';
const FOCUS_METHODS = 'focus blur onFocus onBlur';
const FIELD_METHODS = `enable disable ${FOCUS_METHODS} onChange onCustomValidation updateValidityIndication resetValidityIndication`;

const DATASET_METHODS =
  'onReady onCurrentIndexChanged onItemValuesChanged onBeforeSave onAfterSave onError getCurrentItem getCurrentItemIndex ' +
  'getItems getTotalCount getPageSize getTotalPageCount getCurrentPageIndex hasNext hasPrevious hasNextPage ' +
  'hasPreviousPage next previous setCurrentItemIndex nextPage previousPage loadPage loadMore refresh setFilter setSort ' +
  'setPageSize setFieldValue setFieldValues new add revert remove save';

/** Method names, by element type. */
const METHODS: Readonly<Record<string, string>> = {
  Button: `enable disable ${FOCUS_METHODS}`,
  TextInput: `${FIELD_METHODS} onInput onKeyPress`,
  TextBox: `${FIELD_METHODS} onInput onKeyPress`,
  Checkbox: FIELD_METHODS,
  UploadButton: 'enable disable focus blur onChange reset uploadFiles startUpload',
  Dropdown: 'enable disable focus blur onChange',
  Captcha: 'focus blur onVerified onTimeout onError reset',
  MultiStateBox: 'changeState onChange',
  Table: 'refresh selectRow updateRow onRowSelect onCellSelect onDataChange',
  HtmlComponent: 'postMessage onMessage',
  Dataset: DATASET_METHODS,
  DynamicDataset: `${DATASET_METHODS} getNextDynamicPage getPreviousDynamicPage`,
  Repeater: 'onItemReady onItemRemoved forItems forEachItem',
};

/** Returns the properties of an element type, with their first values. */
export function getInitialValues(type: string): Values {
  return { ...COMMON_VALUES, ...INITIAL_VALUES[type] };
}

/** Returns the names of the methods of an element type. */
export function getMethods(type: string): readonly string[] {
  return [COMMON_METHODS, METHODS[type] ?? ''].join(' ').split(' ');
}
