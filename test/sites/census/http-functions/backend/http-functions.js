import { badRequest, ok } from 'wix-http-functions';

export function get_orders(request) {
  const [id] = request.path;
  return id ? ok({ body: { id } }) : badRequest({ body: 'no id' });
}

export async function post_orders(request) {
  return ok({ headers: { 'Content-Type': 'text/plain' }, body: await request.body.text() });
}
