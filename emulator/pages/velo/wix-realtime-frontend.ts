// Exports `wix-realtime` under its present name.
export * from './wix-realtime.ts';
export { default } from './wix-realtime.ts';
