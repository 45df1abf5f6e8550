// Exports `wix-site` under its present name.
export * from './wix-site.ts';
export { default } from './wix-site.ts';
