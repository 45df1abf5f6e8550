import wixWindow, { copyToClipboard, openLightbox, trackEvent } from 'wix-window';
import wixWindowFrontend from 'wix-window-frontend';

$w.onReady(async () => {
  if (wixWindow.rendering.env === 'backend') return;
  if (wixWindow.formFactor === 'Mobile' || wixWindowFrontend.viewMode === 'Preview') return;
  trackEvent('CustomEvent', { event: 'opened' });
  await copyToClipboard((await openLightbox('Ask', { question: 'Why?' })).answer);
});
