// The present name of `wix-window`.
export * from './wix-window.ts';
export { default } from './wix-window.ts';
