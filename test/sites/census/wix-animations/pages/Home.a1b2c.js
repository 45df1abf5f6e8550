import { timeline } from 'wix-animations';
import wixAnimations from 'wix-animations-frontend';

$w.onReady(() => {
  timeline().add($w('#box'), { duration: 500, opacity: 0 }).play();
  wixAnimations.timeline();
});
