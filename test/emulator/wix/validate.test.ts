import { expect, it } from 'vitest';
import { FORMATS, isDateTime } from '../../../emulator/wix/core/validation/formats.ts';
import { loadRules } from '../../../emulator/wix/rules/rules.ts';
import { validate } from '../../../emulator/wix/core/validation/validate.ts';

const messages = loadRules('inbox-messages');
const conversationId = '00000000-0000-4000-8000-000000000001';

function setup(content: unknown = { basic: { items: [{ text: 'Hello' }] } }) {
  const message = { content, visibility: 'BUSINESS', direction: 'PARTICIPANT_TO_BUSINESS' };
  return { conversationId, message };
}

function violationsOf(request: unknown) {
  return validate(messages, 'SendMessageRequest', request).map(({ field, violatedRule }) => [
    field,
    violatedRule,
  ]);
}

it('accepts a valid message', () => {
  expect(violationsOf(setup())).toEqual([]);
});

it('reports every violation of a request, in the order of the fields', () => {
  const { message } = setup({
    form: { title: '', fields: [{ name: 'a', value: 'b' }, { name: 1 }] },
  });
  expect(violationsOf({ conversationId: 'no', message })).toEqual([
    ['conversationId', 'FORMAT'],
    ['message.content.form.title', 'MIN_LENGTH'],
    ['message.content.form.fields[1].name', 'VALIDATION'],
  ]);
});

it('refuses two contents in one message', () => {
  const request = setup({ minimal: { text: 'a' }, basic: { items: [{ text: 'a' }] } });
  expect(violationsOf(request)).toEqual([['message.content', 'ONE_OF_ALIGNMENT']]);
});

it.each([
  [
    {},
    [
      ['conversationId', 'REQUIRED_FIELD'],
      ['message', 'REQUIRED_FIELD'],
    ],
  ],
  [{ ...setup(), conversationId: '' }, [['conversationId', 'REQUIRED_FIELD']]],
  [{ ...setup(), conversationId: null }, [['conversationId', 'REQUIRED_FIELD']]],
  [
    { conversationId, message: { visibility: 'BUSINESS', direction: 'UNKNOWN_DIRECTION' } },
    [
      ['message.direction', 'REQUIRED_FIELD'],
      ['message.content', 'REQUIRED_FIELD'],
    ],
  ],
  [{ conversationId, message: [] }, [['message', 'VALIDATION']]],
  [null, [['', 'VALIDATION']]],
])('refuses a request without a required field: %j', (request, expected) => {
  expect(violationsOf(request)).toEqual(expected);
});

it('treats an absent field that cannot be null as empty', () => {
  expect(violationsOf(setup({ basic: {} }))).toEqual([['message.content.basic.items', 'MIN_SIZE']]);
  expect(violationsOf(setup({ minimal: {} }))).toEqual([
    ['message.content.minimal.text', 'MIN_LENGTH'],
  ]);
  // A form's title can be null, so it may be absent.
  expect(violationsOf(setup({ form: { fields: [{ name: 'a', value: 'b' }] } }))).toEqual([]);
});

it('ignores read-only and unknown fields', () => {
  const request = setup();
  const message = { ...request.message, id: 7, sequence: {}, appId: 'no', unknown: true };
  expect(violationsOf({ ...request, message })).toEqual([]);
});

it('describes a value by its type and size, never by its content', () => {
  const secret = 'secret'.repeat(3000);
  const [violation] = validate(
    messages,
    'SendMessageRequest',
    setup({ basic: { items: [{ text: secret }] } }),
  );
  expect(violation).toEqual({
    field: 'message.content.basic.items[0].text',
    description: 'has size 18000, expected 16384 or less',
    violatedRule: 'MAX_LENGTH',
    data: { threshold: 16384 },
  });
});

it('counts lengths in UTF-16 code units', () => {
  const request = (preview: string) => setup({ previewText: preview, minimal: { text: 'a' } });
  expect(violationsOf(request('😀'.repeat(128)))).toEqual([]);
  expect(violationsOf(request('😀'.repeat(129)))).toEqual([
    ['message.content.previewText', 'MAX_LENGTH'],
  ]);
});

it.each([
  ['https://example.com/a?b=c#d', true],
  ['http://localhost:3000', true],
  ['HTTPS://EXAMPLE.COM', true],
  ['javascript:alert(1)', false],
  ['data:text/html,a', false],
  ['//example.com', false],
  ['example.com', false],
  ['https://', false],
  ['https://exa mple.com', false],
  ['https://example.com/\njavascript:', false],
  [' https://example.com', false],
])('WEB_URL %j: %s', (text, valid) => {
  expect(FORMATS['WEB_URL']?.(text)).toBe(valid);
});

it.each([
  ['2026-11-20T10:00:00.000Z', true],
  ['2026-11-20T10:00:00+02:00', true],
  ['2026-06-31T10:00:00Z', false],
  ['2026-11-20', false],
  ['2026-11-20T25:00:00Z', false],
  ['now', false],
])('date %j: %s', (text, valid) => {
  expect(isDateTime(text)).toBe(valid);
});

it('checks a hostile text in linear time', () => {
  const hostile = `a@${'.'.repeat(200)}${'a.'.repeat(50)}@`;
  expect(FORMATS['EMAIL']?.(hostile)).toBe(false);
  expect(FORMATS['EMAIL']?.('ann.lee@mail.example.com')).toBe(true);
});

it('throws on a type that the rules do not have', () => {
  expect(() => validate(messages, 'NoSuchType', {})).toThrow(
    '@wix/auto_sdk_inbox_messages has no type "NoSuchType"',
  );
});
