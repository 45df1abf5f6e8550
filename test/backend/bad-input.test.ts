import { expect, it } from 'vitest';
import { BAD_INPUT } from '../support/backend/bad-input.ts';
import { setup, webMethods } from '../support/backend/setup.ts';

it.each(BAD_INPUT)('$method rejects $name', async ({ method, args, code, field, message }) => {
  const { world, inbox, respond, entries } = setup();
  const visitorId = await world.createVisitor();

  const result = await world.runAs({ visitorId }, async () =>
    webMethods(inbox, respond)[method]?.(...args),
  );

  if (!result || result.ok) throw new Error(`Expected an error, got ${JSON.stringify(result)}`);
  const { error } = result;
  expect(error.code).toBe(code);
  expect(Object.keys(error.fields ?? {})).toContain(field);
  expect(Object.entries(error.fields ?? {}).find(([key]) => key === field)?.[1]).toContain(message);
  // Wix was not called, nothing was logged, and the input is not copied into the error.
  expect(world.calls).toEqual([]);
  expect(entries).toEqual([]);
  expect(JSON.stringify(error).length).toBeLessThan(2_000);
});

it('every row has a unique name', () => {
  const names = BAD_INPUT.map(({ method, name }) => `${method} ${name}`);
  expect(new Set(names).size).toBe(names.length);
});

it('every sending method rejects values that JSON cannot hold, passed by backend code', async () => {
  const { inbox, world } = setup();
  for (const bad of [new Date(0), new Map(), () => 'x', Symbol('x'), 7n, undefined]) {
    await expect(inbox.sendForm(bad)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(inbox.sendText(bad)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(inbox.sendTo(bad, bad)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  }
  expect(world.calls).toEqual([]);
});
