/** The product's version and the build: what a person reads out when they call for help. */
export const appVersion: string = process.env.NEXT_PUBLIC_APP_VERSION ?? 'dev';
