// Members of elements that the emulator lacks: they are reported, and page code continues.
import { expect, it, test } from 'vitest';
import ts from 'typescript';
import { NotEmulatedError } from '../../../emulator/pages/browser/not-emulated.ts';
import {
  createOtherMembers,
  METHODS,
  PROPERTIES,
} from '../../../emulator/pages/browser/other-members.ts';
import { createServerPage } from '../../../emulator/pages/server-page.ts';
import { inferElementType } from '../../../emulator/pages/infer-element-type.ts';

const TYPINGS = ['pages', 'common'].map(
  (name) => `node_modules/corvid-types/types/${name}/$w.d.ts`,
);

/** Returns the members of an element without members of its own, and what they report. */
function setup() {
  const reports: string[] = [];
  const element = { id: 'slider1' };
  const members = createOtherMembers({
    type: 'Slider',
    id: 'slider1',
    element: () => element,
    report(subject, hint) {
      reports.push(`${subject}: ${hint}`);
      return new NotEmulatedError(subject);
    },
  });
  const call = (name: string): unknown => {
    const method = members.get(name);
    if (typeof method !== 'function') throw new TypeError(`${name} is not a function`);
    const result: unknown = Reflect.apply(method, undefined, []);
    return result;
  };
  return { members, call, reports, element };
}

it.each(['onChange', 'onItemClick', 'on'])('%s returns the element', (name) => {
  const { call, element, reports } = setup();
  expect(call(name)).toBe(element);
  expect(reports).toEqual([
    `Slider.${name}: It is used on #slider1. It does nothing here; test it on Wix.`,
  ]);
});

it.each(['play', 'setAttribute', 'getProduct'])('%s returns a promise', async (name) => {
  const { call } = setup();
  await expect(call(name)).resolves.toBeUndefined();
});

it('keeps the value of a property, and reports it once', () => {
  const { members, reports } = setup();
  expect(members.get('min')).toBeUndefined();
  members.set('min', 3);
  expect(members.get('min')).toBe(3);
  expect(reports).toHaveLength(1);
});

it('has an object for a property with properties', () => {
  const { members } = setup();
  expect(Reflect.set(Object(members.get('background')), 'src', 'a.jpg')).toBe(true);
  expect(members.get('background')).toEqual({ src: 'a.jpg' });
});

it('has nothing that Wix does not document, and says so', () => {
  const { call, reports } = setup();
  expect(() => call('doThings')).toThrow('doThings is not a function');
  expect(reports).toEqual([
    'Slider.doThings: It is used on #slider1. Wix documents it for no element, so that it is undefined; correct the name.',
  ]);
});

it('knows every member of the typings', () => {
  const program = ts.createProgram(TYPINGS, { noLib: true, types: [], noResolve: true });
  const checker = program.getTypeChecker();
  const source = program.getSourceFiles().find(({ fileName }) => fileName.includes('/pages/'));
  const types = source?.statements
    .filter(ts.isTypeAliasDeclaration)
    .find(({ name }) => name.text === 'TypeNameToSdkType');
  if (!types) throw new Error('The typings have no TypeNameToSdkType.');
  const members = checker
    .getTypeAtLocation(types.type)
    .getProperties()
    .filter(({ name }) => name !== 'Document')
    .flatMap((type) => checker.getTypeOfSymbol(type).getProperties());
  const isMethod = (member: ts.Symbol): boolean =>
    checker.getTypeOfSymbol(member).getCallSignatures().length > 0;
  const names = (of: readonly ts.Symbol[]): Set<string> => new Set(of.map(({ name }) => name));

  expect(new Set(METHODS)).toEqual(names(members.filter(isMethod)));
  expect(new Set(PROPERTIES)).toEqual(names(members.filter((member) => !isMethod(member))));
});

test('page code on the server continues after the use of what is missing', async () => {
  const errors: string[] = [];
  const values: unknown[] = [];
  const page = createServerPage({
    layout: [{ id: 'slider1', type: 'Slider' }],
    report: { error: () => undefined, warn: () => undefined },
    onError: (error) => errors.push(String(error)),
  });
  page.$w.onReady(() => {
    const slider = page.$w('#slider1');
    if (typeof slider !== 'object' || slider === null) throw new TypeError('It is no element.');
    Reflect.set(slider, 'value', 3);
    values.push(Reflect.get(slider, 'value'), Reflect.get(slider, 'hidden'));
  });
  await page.start();

  expect(values).toEqual([3, false]);
  expect(errors).toEqual([
    'NOT_EMULATED: Slider.value is not emulated. It is used on #slider1. It does nothing here; test it on Wix.',
  ]);
});

it.each([
  ['slider1', 'Slider'],
  ['datePicker12', 'DatePicker'],
  ['sliderLabel', 'TextInput'],
])('infers that #%s is a %s', (id, type) => {
  expect(inferElementType(id, new Set(['value']))).toBe(type);
});
