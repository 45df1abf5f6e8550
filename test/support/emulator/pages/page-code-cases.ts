/**
 * What page code does, what it returns and what Wix's viewer writes to the console. The cases run with the elements of
 * `test/sites/page-code`, in a browser and on the server. Each sets the state that it needs.
 */
export interface PageCodeCase {
  readonly name: string;
  /** The body of an async function with `$w`. */
  readonly code: string;
  readonly returns: unknown;
  /** The start of each line in the console. */
  readonly reports?: readonly string[];
}

const wrongType = (property: string, value: string, types: string): string =>
  `Wix code SDK error: The ${property} parameter that is passed to the ${property} method cannot be set to the value ${value}. It must be of type ${types}.`;
const nil = (property: string, id: string): string =>
  `Wix code SDK warning: The ${property} parameter of "${id}" that is passed to the ${property} method cannot be set to null.`;
const SET = (id: string, property: string, from: string, to: string): string =>
  `const it = $w('#${id}'); it.${property} = ${from}; it.${property} = ${to}; return it.${property};`;
const NO_ID =
  'Wix code SDK error: Each item in the items array must have a member named `_id` which contains a unique value';
const RECORD = `const seen = []; const list = $w('#list'); list.data = [];`;

/** Setters, selectors and repeaters. */
export const PAGE_CODE_CASES: readonly PageCodeCase[] = [
  {
    name: 'a text that is undefined becomes empty',
    code: SET('text', 'text', "'old'", 'undefined'),
    returns: '',
    reports: [nil('text', 'text')],
  },
  {
    name: 'a text keeps its value if it is set to a number',
    code: SET('text', 'text', "'old'", '7'),
    returns: 'old',
    reports: [wrongType('text', '7', 'string,null')],
  },
  {
    name: 'a label keeps its value if it is set to a number',
    code: SET('button', 'label', "'old'", '7'),
    returns: 'old',
    reports: [wrongType('label', '7', 'string,null')],
  },
  {
    name: 'a check box keeps its value if it is set to a text',
    code: SET('tick', 'checked', 'true', "'false'"),
    returns: true,
    reports: [wrongType('checked', 'false', 'boolean,null')],
  },
  {
    name: 'a check box that is set to undefined is not checked',
    code: SET('tick', 'checked', 'true', 'undefined'),
    returns: false,
  },
  {
    name: 'an image keeps its source if it is set to undefined',
    code: SET('image', 'src', "'https://static.wixstatic.com/media/b.png'", 'undefined'),
    returns: 'https://static.wixstatic.com/media/b.png',
    reports: [nil('src', 'image'), 'Wix code SDK error: The "src" property cannot be set to ""'],
  },
  {
    name: 'the value of an input takes numbers',
    code: SET('input', 'value', "'old'", '7'),
    returns: '7',
  },
  {
    name: 'the value of an input becomes empty if it is set to anything else',
    code: SET('input', 'value', "'old'", '{}'),
    returns: '',
  },
  {
    name: 'an input keeps `required` if it is set to a text',
    code: SET('input', 'required', 'false', "'yes'"),
    returns: false,
    reports: [wrongType('required', 'yes', 'boolean')],
  },
  {
    name: 'a target keeps its value if Wix does not have the new one',
    code: SET('button', 'target', "'_blank'", "'_top'"),
    returns: '_blank',
    reports: [wrongType('target', '_top', 'from (_blank,_self)')],
  },
  {
    name: 'options keep their value if they are set to a text',
    code: SET('choice', 'options', "[{ label: 'C', value: 'c' }]", "'x'"),
    returns: [{ label: 'C', value: 'c' }],
    reports: [wrongType('options', 'x', 'array')],
  },
  {
    name: 'a handler that is no function is reported',
    code: `return $w('#button').onClick(undefined) === $w('#button');`,
    returns: true,
    reports: [wrongType('onClick', 'undefined', 'function')],
  },
  {
    name: 'an element that the page does not have is an empty array',
    code: `const it = $w('#nope'); it.text = 'x'; return [it.length, it.id, it.map(() => 1)];`,
    returns: [0, undefined, []],
  },
  {
    name: 'a method of an element that the page does not have throws a TypeError',
    code: `try { $w('#nope').show(); } catch (error) { return error.name; }`,
    returns: 'TypeError',
  },
  {
    name: 'selectors that match nothing return an empty array',
    code: `return ['Gallery', '@role', '#text > #input', '#a, #b'].map((it) => $w(it).length);`,
    returns: [0, 0, 0, 0],
  },
  {
    name: 'a list of selectors selects each element once',
    code: `return $w('#input, TextBox, #input, #nope').map(({ id }) => id);`,
    returns: ['input', 'box'],
  },
  {
    name: 'setting a property of a list sets it on each element',
    code: `$w('#input, #box').value = 'both'; return [$w('#input').value, $w('#box').value];`,
    returns: ['both', 'both'],
  },
  {
    name: 'reading a property of a list reads that of the first element',
    code: `$w('#box').value = 'b'; $w('#input').value = 'a'; return $w('#box, #input').value;`,
    returns: 'b',
  },
  {
    name: 'a list has only the members that all its elements have',
    code: `return [$w('#text, #input').value, $w('#text, #input').text];`,
    returns: [undefined, undefined],
  },
  {
    name: 'data before onItemReady runs the handler at once for the items',
    code: `${RECORD} list.data = [{ _id: '1' }]; list.onItemReady(($item, { _id }) => seen.push(_id)); return seen;`,
    returns: ['1'],
  },
  {
    name: 'onItemReady handlers run after the assignment has returned, all of them',
    code: `${RECORD}
      list.onItemReady(($item, { _id }, index) => seen.push(_id + index));
      list.onItemReady(($item, { _id }) => seen.push(_id));
      list.data = [{ _id: 'a' }, { _id: 'b' }];
      seen.push('returned', list.data.length);
      await Promise.resolve();
      return seen;`,
    returns: ['returned', 2, 'a0', 'a', 'b1', 'b'],
  },
  {
    name: 'only the first of the items with the same id is taken',
    code: `${RECORD} list.data = [{ _id: '1', n: 1 }, { _id: '1', n: 2 }]; return list.data;`,
    returns: [{ _id: '1', n: 1 }],
    reports: [
      'Wix code SDK warning: The data that was passed to data contained at least two items with the same ID: 1.',
    ],
  },
  {
    name: 'data with an item without an id is ignored',
    code: `${RECORD} list.data = [{ _id: '1' }]; list.data = [{ _id: '2' }, { n: 1 }]; return list.data;`,
    returns: [{ _id: '1' }],
    reports: [NO_ID],
  },
  {
    name: 'data with an id that is a number is ignored',
    code: `${RECORD} list.data = [{ _id: 1 }]; return list.data;`,
    returns: [],
    reports: [
      'Wix code SDK error: The _id parameter that is passed to the data method cannot be set to the value 1. It must be of type string.',
    ],
  },
  {
    name: 'data with an id of other characters is ignored',
    code: `${RECORD} list.data = [{ _id: 'a b' }]; return list.data;`,
    returns: [],
    reports: ['Wix code SDK error: Error setting the data property of list.'],
  },
  {
    name: 'data that is no array is ignored',
    code: `${RECORD} list.data = 'x'; return list.data;`,
    returns: [],
    reports: [wrongType('data', 'x', 'array')],
  },
  {
    name: 'an error of a handler of forEachItem is thrown',
    code: `${RECORD} list.data = [{ _id: '1' }];
      try { list.forEachItem(() => { throw new Error('from the handler'); }); } catch (error) { return error.message; }`,
    returns: 'from the handler',
  },
  {
    name: 'a style keeps the texts that it is set to',
    code: `const { style } = $w('#button'); style.backgroundColor = 'red'; style.borderWidth = '2px';
      return [style.backgroundColor, $w('#button').style.borderWidth];`,
    returns: ['red', '2px'],
  },
  {
    name: 'a style of a list is that of all elements that have one',
    code: `$w('#text, #image, #button').style.color = 'green'; return [$w('#text').style.color, $w('#button').style.color];`,
    returns: ['green', 'green'],
  },
  {
    name: 'a MultiStateBox changes to a state by its id or the state itself',
    code: `const box = $w('#states');
      const first = (await box.changeState('one')).id;
      const second = (await box.changeState($w('#two'))).id;
      return [first, second, box.currentState.id, box.states.map(({ type }) => type)];`,
    returns: ['one', 'two', 'two', ['$w.State', '$w.State']],
  },
  {
    name: 'a MultiStateBox keeps its state if it has no such state',
    code: `const box = $w('#states'); await box.changeState('one');
      return [await box.changeState('three'), box.currentState.id];`,
    returns: [undefined, 'one'],
    reports: [
      'Wix code SDK error: The "stateReference" parameter that is passed to the "changeState" method cannot be set to the value three. It must be a state from the "states" statebox',
    ],
  },
  {
    name: 'a table keeps the rows that it is set to, and refuses anything else',
    code: `const table = $w('#table'); table.rows = [{ name: 'Nora' }]; table.rows = 'x'; return table.rows;`,
    returns: [{ name: 'Nora' }],
    reports: [wrongType('rows', 'x', 'array')],
  },
  {
    name: 'elements know their parents and children',
    code: `return [$w('#inOne').parent.id, $w('#one').parent.id, $w('#states').children.map(({ id }) => id)];`,
    returns: ['one', 'states', ['one', 'two']],
  },
];
