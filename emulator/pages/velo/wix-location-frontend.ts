// The present name of `wix-location`.
export * from './wix-location.ts';
export { default } from './wix-location.ts';
