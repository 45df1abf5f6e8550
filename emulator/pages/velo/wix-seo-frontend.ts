// Exports `wix-seo` under its present name.
export * from './wix-seo.ts';
export { default } from './wix-seo.ts';
