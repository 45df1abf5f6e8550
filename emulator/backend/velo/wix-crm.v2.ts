// Emulates Wix's module `wix-crm.v2`: the methods of `@wix/crm`. What the emulator does not have of them is refused.
export * from '@wix/crm';
