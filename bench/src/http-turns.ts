/**
 * Follows the turns of one plain HTTP/1.1 connection: request, reply, request, reply. Enough for browsers and for Node's
 * fetch, which do not pipeline; it cannot look into TLS.
 */
export class HttpTurns {
  #turn: 'request' | 'reply' = 'reply';
  /** The first bytes of the current request, as latin1 text: request line and headers. */
  requestHead = '';

  /** Tells of bytes towards the server; true when they are the first of a request. */
  startsRequest(bytes: Buffer): boolean {
    if (this.#turn === 'request') return false;
    this.#turn = 'request';
    this.requestHead = bytes.toString('latin1');
    return true;
  }

  /** Tells of bytes from the server; true when they are the first of a reply. */
  startsReply(): boolean {
    if (this.#turn === 'reply') return false;
    this.#turn = 'reply';
    return true;
  }
}
