// Emulates Wix's module `wix-members.v2`: the methods of `@wix/members`. What the emulator does not have of them is refused.
export * from '@wix/members';
