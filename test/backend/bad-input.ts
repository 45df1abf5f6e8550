import { BAD_CHAT_TEXTS, BAD_PARTICIPANTS, BAD_READING } from './bad-arguments.ts';
import { BAD_FORM_DATA } from './bad-form-data.ts';
import type { BadInput } from './bad-input-row.ts';
import { BAD_MESSAGES } from './bad-messages.ts';
import { BAD_MESSAGE_TEXTS } from './bad-texts.ts';
import { BAD_CHAT_OPTIONS, BAD_NAMES, BAD_OPTIONS } from './bad-options.ts';

/**
 * The table of bad input: what came, and what is answered, for every argument of every web method.
 * Nothing of it may cause a call to Wix.
 */
export const BAD_INPUT: readonly BadInput[] = [
  ...BAD_FORM_DATA,
  ...BAD_OPTIONS,
  ...BAD_CHAT_OPTIONS,
  ...BAD_NAMES,
  ...BAD_CHAT_TEXTS,
  ...BAD_PARTICIPANTS,
  ...BAD_MESSAGES,
  ...BAD_MESSAGE_TEXTS,
  ...BAD_READING,
];
