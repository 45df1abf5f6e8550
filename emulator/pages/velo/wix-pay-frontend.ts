// Exports `wix-pay` under its present name.
export * from './wix-pay.ts';
export { default } from './wix-pay.ts';
