import { badRequest, created, ok, response } from 'wix-http-functions';

export function get_orders(request) {
  const { url, baseUrl, functionName, method, path, query, headers, ip } = request;
  return ok({
    headers: { 'X-Shop': 'Linden' },
    body: { url, baseUrl, functionName, method, path, query, ip, accept: headers['x-test'] },
  });
}

export async function post_orders(request) {
  try {
    return created({ status: 500, body: { received: await request.body.json() } });
  } catch (error) {
    return badRequest({ body: error.name });
  }
}

export async function put_orders({ body }) {
  return ok({ body: await body.buffer() });
}

export async function use_echo(request) {
  return response({ status: 202, body: `${request.method} ${await request.body.text()}` });
}

export const get_nothing = () => undefined;

export const get_empty = () => response({ status: 204 });

export const get_broken = () => {
  throw new Error('no shop');
};
