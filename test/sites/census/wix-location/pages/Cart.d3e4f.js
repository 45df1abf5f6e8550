import wixLocationFrontend from 'wix-location-frontend';

export const back_click = () => wixLocationFrontend.to(wixLocationFrontend.baseUrl);
