/** Why the server will not start. Each is a sentence for the operator, not a stack trace. */
export type StartRefusedCode = 'DIRECTORY_IN_USE' | 'DIRECTORY_UNKNOWN' | 'NOT_DURABLE';

/** Thrown only while starting; the composition root prints `message` and exits with status 1. */
export class StartRefused extends Error {
  override readonly name = 'StartRefused';
  readonly code: StartRefusedCode;

  constructor(code: StartRefusedCode, message: string) {
    super(message);
    this.code = code;
  }
}
