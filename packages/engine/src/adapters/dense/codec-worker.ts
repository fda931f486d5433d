/** The dedicated worker that codes for a page: it does nothing else, and needs nothing from the network. */
import type { CodecAnswer, CodecAsk } from './codec-messages.ts';
import { DenseSession } from './dense-session.ts';
import { pakoDeflater } from './pako-deflater.ts';

interface WorkerScope {
  addEventListener(type: 'message', listener: (event: MessageEvent<CodecAsk>) => void): void;
  postMessage(answer: CodecAnswer, transfer?: Transferable[]): void;
}

export function installCodecWorker(scope: WorkerScope): void {
  const session = new DenseSession(pakoDeflater);
  scope.addEventListener('message', ({ data: ask }) => {
    try {
      scope.postMessage({ id: ask.id, result: work(session, ask) });
    } catch {
      /* A value that the coder cannot carry. It goes as JSON. */
      scope.postMessage({ id: ask.id });
    }
  });
}

function work(session: DenseSession, ask: CodecAsk): unknown {
  switch (ask.do) {
    case 'warm':
      for (const coder of ask.coders) session.warm(coder);
      return undefined;
    case 'encode': {
      const began = performance.now();
      const steps = session.encode(ask.message);
      let step = steps.next();
      while (step.done !== true) step = steps.next();
      return { frame: Uint8Array.from(step.value), workMs: performance.now() - began };
    }
    case 'decode':
      return session.decode(ask.frame);
  }
}
