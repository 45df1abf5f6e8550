import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';

try {
  // It has no options; parseArgs rejects any.
  parseArgs();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  console.error('Usage: npm run secret');
  process.exit(2);
}

// The value goes to stdout, so that it can be piped; the instructions go to stderr.
console.log(JSON.stringify({ current: randomBytes(32).toString('base64url') }));
console.error(`
Paste this line as the value of a new secret named InboxKeys, in the site's dashboard under
Developer Tools > Secrets Manager > Add Secret. Do not store it anywhere else, especially not in code.

To change the secret later, run this command again and keep the old key for a day:
{"current":"<the new one>","previous":"<the old one>"}
`);
