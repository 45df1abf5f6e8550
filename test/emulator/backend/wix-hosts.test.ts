import { expect, it } from 'vitest';
import { isWixHost } from '../../../emulator/backend/wix-hosts.ts';

it.each([
  ['www.wixapis.com', true],
  ['edge.wixapis.com', true],
  ['manage.wix.com', true],
  ['wix.com', true],
  ['WWW.WIXAPIS.COM', true],
  ['www.wixapis.com.', true],
  ['static.parastorage.com', true],
  ['notwixapis.com', false],
  ['wixapis.com.evil.example', false],
  ['127.0.0.1', false],
])('isWixHost(%j) returns %s', (host, expected) => {
  expect(isWixHost(host)).toBe(expected);
});
