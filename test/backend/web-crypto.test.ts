import { expect, test } from 'vitest';
import { checkWebCrypto } from 'backend/inbox/use-cases/check-platform';
import { findWebCrypto } from 'backend/inbox/web-crypto';

const { crypto } = globalThis;

test.each([
  ['a global and the module', { crypto }, { webcrypto: crypto }, 'global'],
  ['only the module', {}, { webcrypto: crypto }, 'module'],
  ['a global that is undefined', { crypto: undefined }, { webcrypto: crypto }, 'module'],
  ['a module without it', {}, {}, 'none'],
  ['a module with undefined', {}, { webcrypto: undefined }, 'none'],
] as const)('finds WebCrypto in a runtime with %s', (_, runtimeGlobal, module, source) => {
  const found = findWebCrypto(runtimeGlobal, module);
  expect(found.source).toBe(source);
  expect(found.crypto).toBe(source === 'none' ? undefined : crypto);
  expect(checkWebCrypto(source)).toMatchObject({ name: 'web-crypto', ok: source !== 'none' });
});
