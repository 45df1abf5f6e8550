import { reach } from 'backend/clients';

export async function send() {
  throw new Error(
    `${await reach('fetch', 'http://192.0.2.1/')} ${await reach('axios', 'http://192.0.2.1/')}`,
  );
}
