import type { IncomingMessage } from 'node:http';
import type { Http2ServerRequest } from 'node:http2';
import type { Logger } from 'pino';
import type { Actor } from '../accounts/actor.ts';
import type { ExchangePlace } from '../services/exchange-gate.ts';

/** What the layers in front of a handler leave for it. */
export interface HttpEnv {
  /** Absent in tests, which call the app without a socket. */
  Bindings: { readonly incoming?: IncomingMessage | Http2ServerRequest };
  Variables: {
    requestId: string;
    log: Logger;
    /** Set by the gate; a handler of a route that is open to anyone does not have it. */
    actor: Actor;
    /** Id of the session, by the same gate. */
    session: string;
    /** Of an exchange alone. */
    place: ExchangePlace;
    /** When the body of an exchange was here, by the process's own clock. */
    began: number;
  };
}
