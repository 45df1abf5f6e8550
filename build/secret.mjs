import { randomBytes } from 'node:crypto';

// The value on stdout, so that it can be piped; what to do with it beside.
console.log(JSON.stringify({ current: randomBytes(32).toString('base64url') }));
console.error(`
Paste that line as the value of a new secret named InboxKeys: in the site's dashboard under
Developer Tools > Secrets Manager > Add Secret. Keep it nowhere else, least of all in the code.

To change the secret later, run this again and keep the old key for a day:
{"current":"<the new one>","previous":"<the old one>"}
`);
