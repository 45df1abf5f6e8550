// Exports `createEmulator()` of the installed package: `import { createEmulator } from 'velo-emulator'`.
await import('./typescript.mjs');

export const { createEmulator } = await import('./index.ts');
