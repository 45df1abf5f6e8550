import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { refusalOf } from '../build/lint/house.mjs';

const backend = new URL('../backend/', import.meta.url);
const read = (file: string) => readFileSync(new URL(`../${file}`, import.meta.url), 'utf8');

/** The files of the site that a file reaches by its imports, itself included; types leave nothing behind. */
function reachOf(file: string, reached = new Set<string>()): ReadonlySet<string> {
  if (reached.has(file)) return reached;
  reached.add(file);
  const imports = /^(?:import|export) (?!type )[^;]*from '((?:backend|public)\/[^']+)';$/gm;
  for (const [, specifier] of read(file).matchAll(imports)) reachOf(`${specifier}.ts`, reached);
  return reached;
}

/** What a file reaches that asks Wix to send. */
function sendersOf(file: string): readonly string[] {
  return [...reachOf(file)].filter((it) => read(it).includes('.sendMessage('));
}

test('an event of a message cannot lead to a message: its handler reaches nothing that sends', () => {
  const handlers = readdirSync(new URL('inbox/', backend))
    .filter((name) => name.startsWith('note-'))
    .map((name) => `backend/inbox/${name}`);
  expect(handlers).toEqual(['backend/inbox/note-merge.ts', 'backend/inbox/note-message.ts']);
  expect(handlers.flatMap(sendersOf)).toEqual([]);
});

test('the handler of a button may send', () => {
  expect(sendersOf('backend/inbox/answer-button.ts')).toEqual(['backend/inbox/send.ts']);
});

test.each([
  ['note-message', 'send'],
  ['note-merge', 'send-for-event'],
  ['note-message', 'answer-button'],
  ['hooks', 'send-to'],
  ['tell-pages', 'thank-contact'],
  ['recent-log', 'report-like'],
  ['read-event-inbox', 'send-as-participant'],
])('%s may not import %s', (room, sender) => {
  const refusal = refusalOf(`backend/inbox/${room}.ts`, `backend/inbox/${sender}`, false);
  expect(refusal).toContain('an event of a message must never lead to a message');
});

test.each([
  ['note-message', 'recent-log'],
  ['note-message', 'hooks'],
  ['answer-button', 'send-for-event'],
])('%s may import %s', (room, neighbour) => {
  const refusal = refusalOf(`backend/inbox/${room}.ts`, `backend/inbox/${neighbour}`, false);
  expect(refusal).toBeUndefined();
});
