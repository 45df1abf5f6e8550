// The present name of `wix-seo`.
export * from './wix-seo.ts';
export { default } from './wix-seo.ts';
