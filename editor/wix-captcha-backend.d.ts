// Types of the used part of `wix-captcha-backend`, which has no npm package.

declare module 'wix-captcha-backend' {
  const wixCaptchaBackend: {
    /**
     * Authorizes the token of a solved CAPTCHA.
     *
     * @see https://dev.wix.com/docs/velo/apis/wix-captcha-backend/authorize
     */
    authorize(token: string): Promise<unknown>;
  };
  export default wixCaptchaBackend;
}
