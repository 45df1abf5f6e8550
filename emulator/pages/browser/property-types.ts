// Emulates how Wix's page elements check what page code sets a property to. Not emulated: the lengths and ranges of
// elements that the emulator does not have.
import { describeWrongType, type SdkReport } from './sdk-messages.ts';

type ValueType = 'string' | 'boolean' | 'integer' | 'number' | 'array' | 'object';

/** What a property can be set to, and what it then becomes. */
interface PropertyType {
  readonly types: readonly ValueType[];
  /** The only texts that are accepted. */
  readonly values?: readonly string[];
  /** What null and undefined become; without it, they are refused. */
  readonly nil?: { readonly becomes: unknown; readonly warns: boolean };
  /** Converts the value before it is checked. */
  readonly convert?: (value: unknown) => unknown;
  /** Returns what is wrong with a value of the right type. */
  readonly findProblem?: (value: unknown) => string | undefined;
}

/** Null and undefined become an empty text. */
const TEXT: PropertyType = { types: ['string'], nil: { becomes: '', warns: true } };
const BOOLEAN: PropertyType = { types: ['boolean'] };
const OPTIONAL_COUNT: PropertyType = {
  types: ['integer'],
  nil: { becomes: undefined, warns: false },
  findProblem: (value) =>
    typeof value === 'number' && value < 0 ? `${String(value)} is less than 0.` : undefined,
};
/** The value of an input element: a number becomes a text, and everything else an empty text. */
const INPUT_VALUE: PropertyType = {
  types: ['string'],
  convert: (value) => {
    if (typeof value === 'number' && Number.isFinite(value)) return String(value);
    return typeof value === 'string' ? value : '';
  },
};
const TARGET: PropertyType = { types: ['string'], values: ['_blank', '_self'] };
const INPUT_TYPES = ['text', 'number', 'password', 'email', 'tel', 'url'];

/** An image's address. An empty text is none, so null is refused as well. */
const IMAGE_SOURCE: PropertyType = {
  ...TEXT,
  findProblem: (value) =>
    value === ''
      ? 'The "src" property cannot be set to "". It must be a valid URL starting with "http://", "https://", or "wix:image://".'
      : undefined,
};
const LINK = { link: TEXT, target: TARGET };
const TEXT_FIELD = {
  value: INPUT_VALUE,
  placeholder: TEXT,
  maxLength: OPTIONAL_COUNT,
  readOnly: BOOLEAN,
  required: BOOLEAN,
};

/**
 * The types of the properties that page code can set, by element type. They are those of Wix's viewer (seen); that a
 * property of another element type has the same type as the one of this name is assumed.
 */
const PROPERTY_TYPES: Readonly<Record<string, Readonly<Record<string, PropertyType>>>> = {
  Text: { text: TEXT, html: TEXT },
  Button: { label: TEXT, ...LINK },
  Image: { src: IMAGE_SOURCE, alt: TEXT, ...LINK },
  TextInput: { ...TEXT_FIELD, inputType: { types: ['string'], values: INPUT_TYPES } },
  TextBox: TEXT_FIELD,
  Checkbox: {
    checked: { types: ['boolean'], nil: { becomes: false, warns: false } },
    value: INPUT_VALUE,
    required: BOOLEAN,
  },
  Dropdown: {
    value: INPUT_VALUE,
    options: { types: ['array'] },
    selectedIndex: OPTIONAL_COUNT,
    placeholder: TEXT,
    required: BOOLEAN,
  },
  Table: { rows: { types: ['array'] }, columns: { types: ['array'] } },
  HtmlComponent: { src: { types: ['string'] } },
  UploadButton: {
    buttonLabel: TEXT,
    fileType: { types: ['string'] },
    fileLimit: { types: ['number'] },
    required: BOOLEAN,
  },
};

/**
 * Checks a value that page code sets, and reports one that Wix refuses.
 * @param type the element's type, such as `Text`
 * @returns the value to set; undefined if the property keeps its value
 */
export function checkProperty(
  { type, id }: { readonly type: string; readonly id: string },
  property: string,
  value: unknown,
  report: SdkReport,
): { readonly value: unknown } | undefined {
  const types = PROPERTY_TYPES[type];
  const expected = types && Object.hasOwn(types, property) ? types[property] : undefined;
  if (!expected) return { value };
  const converted = expected.convert ? expected.convert(value) : value;
  const isNil = converted === null || converted === undefined;
  if (isNil && expected.nil?.warns) {
    report.warn(
      `The ${property} parameter of "${id}" that is passed to the ${property} method cannot be set to null.`,
    );
  }
  const result: unknown = isNil && expected.nil ? expected.nil.becomes : converted;
  const problem =
    (isNil && expected.nil) || isAllowed(result, expected)
      ? expected.findProblem?.(result)
      : describeWrongType(property, property, result, describe(expected));
  if (problem === undefined) return { value: result };
  report.error(problem);
  return undefined;
}

function isAllowed(value: unknown, { types, values }: PropertyType): boolean {
  const isListed = !values || (typeof value === 'string' && values.includes(value));
  return isListed && types.some((type) => isOfType(value, type));
}

function describe({ types, values, nil }: PropertyType): string {
  if (values) return `from (${values.join(',')})`;
  return [...types, ...(nil ? ['null'] : [])].join(',');
}

function isOfType(value: unknown, type: ValueType): boolean {
  switch (type) {
    case 'array':
      return Array.isArray(value);
    case 'integer':
      return Number.isInteger(value);
    case 'number':
      return typeof value === 'number' && !Number.isNaN(value);
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value);
    case 'string':
    case 'boolean':
      return typeof value === type;
  }
}
