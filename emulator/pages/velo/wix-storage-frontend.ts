// Exports `wix-storage` under its present name.
export * from './wix-storage.ts';
export { default } from './wix-storage.ts';
