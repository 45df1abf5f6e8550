import { BAD_CHAT_TEXTS, BAD_PARTICIPANTS, BAD_READ_ARGUMENTS } from './bad-arguments.ts';
import { BAD_FORM_DATA } from './bad-form-data.ts';
import type { BadInput } from './bad-input-row.ts';
import { BAD_MESSAGES } from './bad-messages.ts';
import { BAD_MESSAGE_TEXTS } from './bad-texts.ts';
import { BAD_CHAT_OPTIONS, BAD_NAMES, BAD_OPTIONS, BAD_TICKETS } from './bad-options.ts';

/**
 * Invalid arguments for every web method, each with the error that the method returns. None of them may
 * cause a call to Wix.
 */
export const BAD_INPUT: readonly BadInput[] = [
  ...BAD_FORM_DATA,
  ...BAD_OPTIONS,
  ...BAD_TICKETS,
  ...BAD_CHAT_OPTIONS,
  ...BAD_NAMES,
  ...BAD_CHAT_TEXTS,
  ...BAD_PARTICIPANTS,
  ...BAD_MESSAGES,
  ...BAD_MESSAGE_TEXTS,
  ...BAD_READ_ARGUMENTS,
];
