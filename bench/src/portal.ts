import { createServer } from 'node:http';
import { listenOnLoopback } from './listen-on-loopback.ts';

/** A captive portal: whatever is asked, it answers with its own page and says that all is well. */
export interface Portal {
  readonly port: number;
  close(): Promise<void>;
}

const LOGIN_PAGE = `<!doctype html>
<html lang="en">
<head><title>Guest Wi-Fi</title></head>
<body><h1>Welcome</h1><form method="post" action="/login"><button>Accept and connect</button></form></body>
</html>
`;

export async function startPortal(): Promise<Portal> {
  const server = createServer((request, response) => {
    request.resume();
    request.on('end', () => {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(LOGIN_PAGE);
    });
  });
  const port = await listenOnLoopback(server, 0);
  return {
    port,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}
