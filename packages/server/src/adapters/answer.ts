/** What a listener asks the app for. */
export type Answer = (request: Request, env: object) => Promise<Response> | Response;
