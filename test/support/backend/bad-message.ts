import { createFields, MEMBER, type BadInput } from './bad-input-row.ts';

/** Returns a row for a message that `sendMessageTo` rejects. */
export function badMessage(
  name: string,
  content: unknown,
  field: string,
  message: string,
): BadInput {
  return {
    name: `a message with ${name}`,
    method: 'sendMessageTo',
    args: [MEMBER, content],
    code: 'INVALID_INPUT',
    field: `message${field}`,
    message,
  };
}

/** The smallest valid badge, item of `basic`, and `minimal` content. */
export const text = { text: 'x' };
/** Returns a valid form with these properties in addition. */
export const form = (more: object) => ({
  form: { title: 'Form', fields: createFields(1), ...more },
});
/** Returns a valid template with these properties in addition. */
export const template = (more: object) => ({ template: { title: 'Title', ...more } });
/** Returns a template with a button that has these properties in addition to its label. */
export const button = (more: object) => template({ buttons: [{ label: 'Open', ...more }] });
