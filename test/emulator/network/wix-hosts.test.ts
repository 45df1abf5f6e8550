import { expect, it } from 'vitest';
import { isWixHost } from '../../../emulator/network/wix-hosts.mjs';

it.each([
  ['www.wixapis.com', true],
  ['edge.wixapis.com', true],
  ['manage.wix.com', true],
  ['wix.com', true],
  ['WWW.WIXAPIS.COM', true],
  ['www.wixapis.com.', true],
  ['www.wixapis.com..', true],
  ['ｗｗｗ．ｗｉｘ。com', true],
  ['xn--wix-code.com', false],
  ['notwix.com', false],
  ['wix.company', false],
  ['[::1]', false],
  ['::ffff:127.0.0.1', false],
  ['', false],
  ['static.parastorage.com', true],
  ['shop.wixstudio.com', true],
  ['wixstudio.io', true],
  ['a-site.filesusr.com', true],
  ['a-site.usrfiles.com', true],
  ['wixstudio.dev', false],
  ['notwixapis.com', false],
  ['wixapis.com.evil.example', false],
  ['127.0.0.1', false],
])('isWixHost(%j) returns %s', (host, expected) => {
  expect(isWixHost(host)).toBe(expected);
});
