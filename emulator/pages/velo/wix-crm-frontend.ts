// Exports `wix-crm` under its present name.
export * from './wix-crm.ts';
export { default } from './wix-crm.ts';
