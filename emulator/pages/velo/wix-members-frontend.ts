// Exports `wix-members` under its present name.
export * from './wix-members.ts';
export { default } from './wix-members.ts';
