import type { Coder } from '@fieldsync/protocol/dense';
import type { DenseCoding, EncodedFrame } from '../ports.ts';

/** A coding whose frames say in plain text what they are, and whose next answers a test may spoil. */
export class ScriptedCoding implements DenseCoding {
  coders: readonly Coder[] = ['mixing', 'columns'];
  /** What `encode` waits for, once. */
  gate: Promise<void> = Promise.resolve();
  broken = false;
  readonly encoded: { readonly chain: number; readonly coder: Coder; readonly json: string }[] = [];
  #last: Promise<unknown> = Promise.resolve();

  warm(): void {
    this.#last = Promise.resolve();
  }

  encode(message: {
    readonly chain: number;
    readonly coder: Coder;
    readonly json: string;
  }): Promise<EncodedFrame | undefined> {
    this.encoded.push(message);
    const { broken, gate } = this;
    this.gate = Promise.resolve();
    const done = this.#last.then(async () => {
      await gate;
      if (broken) return undefined;
      const text = `${message.coder} ${String(message.chain)} ${String(this.encoded.indexOf(message))}`;
      return { frame: Uint8Array.from(new TextEncoder().encode(text)), workMs: 1 };
    });
    this.#last = done;
    return done;
  }

  decode(frame: Uint8Array): Promise<{ readonly value: unknown } | undefined> {
    try {
      return Promise.resolve({ value: JSON.parse(new TextDecoder().decode(frame)) as unknown });
    } catch {
      return Promise.resolve(undefined);
    }
  }

  close(): void {
    this.broken = true;
  }
}
