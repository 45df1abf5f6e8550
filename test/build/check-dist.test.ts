import { expect, test } from 'vitest';
import { checkDist } from '../../build/check-dist.mjs';

const PACKAGES = ['@wix/inbox', '@wix/site-location', '@wix/web-methods'];

function setup(file: string, code: string): readonly string[] {
  const whole = new Map([
    ['backend/inbox.web.js', 'export const f = 1;'],
    ['backend/inbox/messaging/send.js', 'export const f = 1;'],
    ['public/inbox-limits.js', 'export const f = 1;'],
    [file, code],
  ]);
  return checkDist(whole, PACKAGES);
}

test('accepts ES2020 that imports what Wix has', () => {
  const code = `
    import { messages } from '@wix/inbox';
    import wixWindow from 'wix-window-frontend';
    import { f } from 'public/inbox-limits';
    export * as limits from 'public/inbox-limits';
    export { f as g } from 'backend/inbox/messaging/send';
    export class CodeError extends Error { constructor(text) { super(text); this.code = text; } }
    export async function run() {
      try { for await (const it of messages.all()) await it?.read(wixWindow ?? 1n); } catch { return f; }
      return /(?<=a)(?<b>c)/su;
    }`;
  expect(setup('backend/a.js', code)).toEqual([]);
});

test.each([
  ['logical assignment', 'export let a; a ??= 1;'],
  ['logical or assignment', 'export let a; a ||= 1;'],
  ['a numeric separator', 'export const a = 1_000;'],
  ['a class field', 'export class A { b = 1 }'],
  ['a static field', 'export class A { static b = 1 }'],
  ['a private method', 'export class A { #b() {} c() { return this.#b(); } }'],
  ['a private name in an object', 'export class A { #b; c() { return #b in this; } }'],
  ['a static block', 'export class A { static { A.b = 1; } }'],
  ['a decorator', 'export @d class A {}'],
  ['using', 'export function a() { using b = c; }'],
  ['await at the top', 'export const a = await b;'],
  ['for await at the top', 'for await (const a of b) a();'],
  ['a hashbang', '#!/usr/bin/env node\nexport const a = 1;'],
  ['a name in quotes', 'const a = 1; export { a as "b c" };'],
  ['import attributes', 'import a from "public/inbox-limits" with { type: "json" }; export { a };'],
  ['the regular expression flag d', 'export const a = /a/d;'],
  ['the regular expression flag v', 'export const a = /a/v;'],
  ['import()', 'export const a = () => import("public/inbox-limits");'],
  ['import.meta', 'export const a = import.meta.url;'],
  ['a type', 'export const a: string = "b";'],
  ['an enum', 'export enum A { B }'],
  ['an unclosed brace', 'export function a() {'],
])('rejects %s', (_, code) => {
  expect(setup('backend/a.js', code)).not.toEqual([]);
});

test.each([
  ['backend/a.js', 'node:crypto'],
  ['backend/a.js', 'crypto'],
  ['backend/a.js', 'valibot'],
  ['backend/inbox/a.js', './send'],
  ['backend/a.js', 'backend/inbox/messaging/send.js'],
  ['backend/a.js', 'backend/inbox/absent'],
  ['backend/a.js', 'backend/inbox'],
  ['backend/a.js', '@wix/unheard-of'],
  ['backend/a.js', '@wix/inbox/deep'],
  ['public/inbox-a.js', 'backend/inbox.web'],
  ['pages/contact.js', 'backend/inbox/messaging/send'],
  ['pages/contact.js', 'pages/other'],
])('%s may not import %s', (file, specifier) => {
  const errors = setup(file, `import { f } from '${specifier}';\nexport { f };`);
  expect(errors).toHaveLength(1);
  expect(errors.join('')).toContain(`${file} imports '${specifier}'`);
});

test('checks the specifiers of re-exports', () => {
  expect(setup('backend/a.js', `export * from 'node:fs';`).join('')).toContain(`'node:fs'`);
});
