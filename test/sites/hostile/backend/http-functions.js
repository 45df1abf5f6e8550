import { ok, response } from 'wix-http-functions';
import { reach } from 'backend/clients';

export const get_reach = async ({ query }) =>
  ok({ body: await reach(query.client, 'http://192.0.2.1/') });

export const get_name = () => ok({ headers: { 'a name': 'x' } });
export const get_lines = () => ok({ headers: { 'x-a': 'a\r\nset-cookie: b=c' } });
export const get_letters = () => ok({ headers: { 'x-a': 'a→b' } });
export const get_reset = () => response({ status: 205, body: 'x' });
export const get_cycle = () => ok({ body: cycle() });
export const get_bigint = () => ok({ body: { a: 1n } });
export const get_thrown = () => {
  throw cycle();
};

function cycle() {
  const it = {};
  it.it = it;
  return it;
}
