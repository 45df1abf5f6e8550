import { expect, it } from 'vitest';
import { readEventTrigger } from 'backend/inbox/events/event-message';

const ID = '3a1c1c6a-0000-4000-8000-000000000001';
const OTHER = '3a1c1c6a-0000-4000-8000-000000000002';

it.each<[trigger: object]>([
  [{ kind: 'thanks', contactId: ID }],
  [{ kind: 'thanks', contactId: ID, language: 'de-DE' }],
  [{ kind: 'like', postId: ID, liker: { memberId: OTHER } }],
  [{ kind: 'like', postId: ID, title: 'Tea', liker: { anonymousVisitorId: OTHER } }],
])('reads the stored trigger %j', (trigger) => {
  expect(readEventTrigger(JSON.stringify(trigger))).toEqual(trigger);
});

// A row of the site's collection can have been changed by hand.
it.each<[json: string]>([
  [''],
  ['{'],
  ['null'],
  ['[]'],
  ['{}'],
  [JSON.stringify({ kind: 'thanks' })],
  [JSON.stringify({ kind: 'thanks', contactId: 'ada' })],
  [JSON.stringify({ kind: 'other', postId: ID, liker: { memberId: OTHER } })],
  [JSON.stringify({ postId: ID, liker: { memberId: OTHER } })],
  [JSON.stringify({ kind: 'like', liker: { memberId: OTHER } })],
  [JSON.stringify({ kind: 'like', postId: 'tea', liker: { memberId: OTHER } })],
  [JSON.stringify({ kind: 'like', postId: ID })],
  [JSON.stringify({ kind: 'like', postId: ID, liker: { memberId: 'ada' } })],
  [JSON.stringify({ kind: 'like', postId: ID, liker: { contactId: OTHER } })],
])('reads nothing of the invalid trigger %j', (json) => {
  expect(readEventTrigger(json)).toBeUndefined();
});
