#!/usr/bin/env node
// Runs the command line of the installed package: `npx velo-emulator --site DIR`.
await import('./typescript.mjs');

await import('./cli.ts');
