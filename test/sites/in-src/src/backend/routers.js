export function blog_Router() {
  return 'hello';
}
