import { DENSE_TYPE, paths } from '@fieldsync/protocol';
import { beginChain, type Coder, type DenseChain } from '@fieldsync/protocol/dense';
import { zlibDeflater } from '../adapters/dense/zlib-deflater.ts';
import { exchangeBody } from './test-exchange.ts';
import type { TestOffice, TestPerson } from './test-office.ts';

/** A device that writes dense requests on one chain. */
export class DenseSender {
  readonly #office: TestOffice;
  readonly #person: TestPerson;
  readonly #chain: DenseChain;

  constructor(office: TestOffice, person: TestPerson, coder: Coder = 'columns') {
    this.#office = office;
    this.#person = person;
    this.#chain = beginChain(coder, zlibDeflater);
  }

  /** The next message of the chain. */
  frame(parts: Readonly<Record<string, unknown>> = {}): Uint8Array<ArrayBuffer> {
    return Uint8Array.from(this.#chain.encode(exchangeBody(parts)));
  }

  post(body: Uint8Array<ArrayBuffer>, headers: Record<string, string> = {}): Promise<Response> {
    return this.#office.request(paths.exchange, {
      method: 'POST',
      headers: { cookie: this.#person.cookie, 'content-type': DENSE_TYPE, ...headers },
      body,
    });
  }
}
