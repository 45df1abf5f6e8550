import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { importError } from '../build/lint/plugin.mjs';

const backend = new URL('../backend/', import.meta.url);
const read = (file: string) => readFileSync(new URL(`../${file}`, import.meta.url), 'utf8');

/** Returns the site files that a file reaches by its imports, itself included. Type imports do not count. */
function reachOf(file: string, reached = new Set<string>()): ReadonlySet<string> {
  if (reached.has(file)) return reached;
  reached.add(file);
  const imports = /^(?:import|export) (?!type )[^;]*from '((?:backend|public)\/[^']+)';$/gm;
  for (const [, specifier] of read(file).matchAll(imports)) reachOf(`${specifier}.ts`, reached);
  return reached;
}

/** Matches code that can send: it calls Wix, or declares the context's `send` or the whole context. */
const CAN_SEND = /\.sendMessage\(|Pick<\s*InboxContext,[^>]*'send'|: InboxContext\b/;

/** Returns the reachable files that can send. */
function sendersOf(file: string): readonly string[] {
  return [...reachOf(file)].filter((it) => CAN_SEND.test(read(it)));
}

test('no handler of Inbox events can reach code that sends', () => {
  const handlers = readdirSync(new URL('inbox/events/inbox/', backend)).map(
    (name) => `backend/inbox/events/inbox/${name}`,
  );
  expect(handlers).toEqual([
    'backend/inbox/events/inbox/on-conversations-merged.ts',
    'backend/inbox/events/inbox/on-message-sent.ts',
  ]);
  expect(handlers.flatMap(sendersOf)).toEqual([]);
});

test('the handler of a button click may send', () => {
  expect(sendersOf('backend/inbox/events/handle-button-click.ts')).toEqual([
    'backend/inbox/events/handle-button-click.ts',
    'backend/inbox/events/send-for-event.ts',
  ]);
});

test.each(['messaging/send', 'context', 'inbox'])(
  '%s is recognised as code that can send',
  (file) => {
    expect(sendersOf(`backend/inbox/${file}.ts`)).not.toEqual([]);
  },
);

test.each([
  ['events/inbox/on-message-sent', 'messaging/send'],
  ['events/inbox/on-conversations-merged', 'events/send-for-event'],
  ['events/inbox/on-message-sent', 'events/handle-button-click'],
  ['messaging/hooks', 'use-cases/send-to'],
  ['realtime/page-notifier', 'events/send-thank-you'],
  ['events/record-recent', 'events/send-post-liked'],
  ['events/read-inbox-event', 'messaging/form-contacts'],
])('%s may not import %s', (file, sender) => {
  const error = importError(`backend/inbox/${file}.ts`, `backend/inbox/${sender}`, false);
  expect(error).toContain(`may not import 'backend/inbox/${sender}'`);
});

test.each([
  ['events/inbox/on-message-sent', 'events/record-recent'],
  ['events/inbox/on-message-sent', 'messaging/hooks'],
  ['events/handle-button-click', 'events/send-for-event'],
])('%s may import %s', (file, other) => {
  const error = importError(`backend/inbox/${file}.ts`, `backend/inbox/${other}`, false);
  expect(error).toBeUndefined();
});
