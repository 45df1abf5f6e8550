import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';

try {
  // It takes no options: one that is typed is meant for something else.
  parseArgs();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  console.error('Usage: npm run secret');
  process.exit(2);
}

// The value on stdout, so that it can be piped; what to do with it beside.
console.log(JSON.stringify({ current: randomBytes(32).toString('base64url') }));
console.error(`
Paste that line as the value of a new secret named InboxKeys: in the site's dashboard under
Developer Tools > Secrets Manager > Add Secret. Keep it nowhere else, least of all in the code.

To change the secret later, run this again and keep the old key for a day:
{"current":"<the new one>","previous":"<the old one>"}
`);
