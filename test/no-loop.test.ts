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

/** Returns the reachable files that call Wix's send method. */
function sendersOf(file: string): readonly string[] {
  return [...reachOf(file)].filter((it) => read(it).includes('.sendMessage('));
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
  const handler = 'backend/inbox/events/handle-button-click.ts';
  expect(sendersOf(handler)).toEqual(['backend/inbox/messaging/send.ts']);
});

test.each([
  ['events/inbox/on-message-sent', 'messaging/send'],
  ['events/inbox/on-conversations-merged', 'events/send-for-event'],
  ['events/inbox/on-message-sent', 'events/handle-button-click'],
  ['messaging/hooks', 'use-cases/send-to'],
  ['realtime/notify-pages', 'events/send-thank-you'],
  ['events/recent-events', 'events/send-post-liked'],
  ['events/read-inbox-event', 'messaging/form-contact'],
])('%s may not import %s', (file, sender) => {
  const error = importError(`backend/inbox/${file}.ts`, `backend/inbox/${sender}`, false);
  expect(error).toContain(`may not import 'backend/inbox/${sender}'`);
});

test.each([
  ['events/inbox/on-message-sent', 'events/recent-events'],
  ['events/inbox/on-message-sent', 'messaging/hooks'],
  ['events/handle-button-click', 'events/send-for-event'],
])('%s may import %s', (file, other) => {
  const error = importError(`backend/inbox/${file}.ts`, `backend/inbox/${other}`, false);
  expect(error).toBeUndefined();
});
