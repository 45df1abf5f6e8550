// The texts by which a schedule names its steps.
import type { Operation } from './container.ts';
import type { Page } from './page.ts';

const NAMES = [
  'tokenInfo',
  'listSendLog',
  'findInSendLog',
  'appendToSendLog',
  'updateSendLog',
  'storeSentTo',
  'readSentTo',
  'takeLease',
  'readWixTime',
  'pruneSendLog',
  'openConversation',
  'sendMessage',
  'listMessages',
] as const;

/** Returns the name of a call as the port's type has it. */
export function toName({ name }: Operation): (typeof NAMES)[number] {
  const known = NAMES.find((it) => it === name);
  if (!known) throw new Error(`Unexpected call ${name}`);
  return known;
}

/** Returns the container, the method and the entry of a call as text. */
export function describe({ container, name, args }: Operation): string {
  const [entry] = args;
  const isEntry = typeof entry === 'object' && entry !== null && 'index' in entry;
  const detail = isEntry ? ` ${String(entry.index)}` : '';
  const state =
    isEntry && 'state' in entry && name === 'updateSendLog' ? ` ${String(entry.state)}` : '';
  return `${container.name} ${name}${detail}${state}`;
}

/** Returns the letter of a page's key. */
export function keyOf({ script }: Page): string {
  return script.key.charAt(0);
}
