export function get_hello() {
  return 'hello';
}
