// Exports `wix-location` under its present name.
export * from './wix-location.ts';
export { default } from './wix-location.ts';
