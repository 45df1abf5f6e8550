// Exports `wix-window` under its present name.
export * from './wix-window.ts';
export { default } from './wix-window.ts';
