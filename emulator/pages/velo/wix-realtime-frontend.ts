// The present name of `wix-realtime`.
export * from './wix-realtime.ts';
export { default } from './wix-realtime.ts';
