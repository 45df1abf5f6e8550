// Emulates Wix's module `wix-inbox.v2`: the methods of `@wix/inbox`. What the emulator does not have of them is refused.
export * from '@wix/inbox';
