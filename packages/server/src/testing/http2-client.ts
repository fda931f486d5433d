import { once } from 'node:events';
import { connect } from 'node:http2';
import type { ClientHttp2Session, ClientHttp2Stream, OutgoingHttpHeaders } from 'node:http2';

export interface Http2Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** One HTTP/2 connection, as a browser has one. */
export class Http2Client {
  readonly session: ClientHttp2Session;

  constructor(url: string, ca: string) {
    this.session = connect(url, { ca });
  }

  /** The stream, for whoever sends or reads in parts. */
  open(headers: OutgoingHttpHeaders): ClientHttp2Stream {
    return this.session.request(headers, { endStream: headers[':method'] === 'GET' });
  }

  get(path: string, headers: OutgoingHttpHeaders = {}): Promise<Http2Reply> {
    return readReply(this.open({ ':method': 'GET', ':path': path, ...headers }));
  }

  post(path: string, body: string | Buffer, headers: OutgoingHttpHeaders = {}): Promise<Http2Reply> {
    const stream = this.open({
      ':method': 'POST',
      ':path': path,
      'content-type': 'application/json',
      ...headers,
    });
    stream.end(body);
    return readReply(stream);
  }

  close(): void {
    this.session.destroy();
  }
}

export async function readReply(stream: ClientHttp2Stream): Promise<Http2Reply> {
  const [headers] = (await once(stream, 'response')) as [Http2Reply['headers'] & { ':status': number }];
  let body = '';
  for await (const chunk of stream.setEncoding('utf8')) body += chunk as string;
  return { status: headers[':status'], headers, body };
}
