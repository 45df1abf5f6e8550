export function wixCrm_onContactCreated(event) {
  console.log(event.metadata.id);
}
