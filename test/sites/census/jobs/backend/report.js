export function send() {
  console.log('sent');
}
