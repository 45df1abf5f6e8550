// The present name of `wix-members`.
export * from './wix-members.ts';
export { default } from './wix-members.ts';
