import { expect, it } from 'vitest';
import { BAD_INPUT } from './bad-input.ts';
import { setup, webMethods } from './setup.ts';

it.each(BAD_INPUT)('refuses $name', async ({ method, args, code, field, says }) => {
  const { world, inbox, respond, entries } = setup();
  const visitorId = await world.createVisitor();

  const result = await world.runAs({ visitorId }, async () =>
    webMethods(inbox, respond)[method]?.(...args),
  );

  if (!result || result.ok) throw new Error(`It was not refused: ${JSON.stringify(result)}`);
  const { error } = result;
  expect(error.code).toBe(code);
  expect(Object.keys(error.fields ?? {})).toContain(field);
  expect(Object.entries(error.fields ?? {}).find(([key]) => key === field)?.[1]).toContain(says);
  // Nothing was called, nothing was sent, and what came stands neither in the answer nor in the log.
  expect(world.calls).toEqual([]);
  expect(entries).toEqual([]);
  expect(JSON.stringify(error).length).toBeLessThan(2_000);
});

it('names rows that differ', () => {
  const names = BAD_INPUT.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});

it('refuses what JSON cannot say, where other backend code calls', async () => {
  const { inbox, world } = setup();
  for (const bad of [new Date(0), new Map(), () => 'x', Symbol('x'), 7n, undefined]) {
    await expect(inbox.sendForm(bad)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(inbox.sendText(bad)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(inbox.sendTo(bad, bad)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  }
  expect(world.calls).toEqual([]);
});
