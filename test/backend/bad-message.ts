import { fieldsOf, MEMBER, type BadInput } from './bad-input-row.ts';

/** A row of a message that `sendMessageTo` refuses. */
export function message(name: string, content: unknown, field: string, says: string): BadInput {
  return {
    name: `a message with ${name}`,
    method: 'sendMessageTo',
    args: [MEMBER, content],
    code: 'INVALID_INPUT',
    field: `message${field}`,
    says,
  };
}

/** A badge, an item and a line alike. */
export const text = { text: 'x' };
/** A form with something more. */
export const form = (more: object) => ({ form: { title: 'Form', fields: fieldsOf(1), ...more } });
/** A template with something more. */
export const template = (more: object) => ({ template: { title: 'Title', ...more } });
/** A template's button with something more. */
export const button = (more: object) => template({ buttons: [{ label: 'Open', ...more }] });
