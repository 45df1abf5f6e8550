// The present name of `wix-storage`.
export * from './wix-storage.ts';
export { default } from './wix-storage.ts';
