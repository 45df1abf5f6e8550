// Exports `wix-animations` under its present name.
export * from './wix-animations.ts';
export { default } from './wix-animations.ts';
