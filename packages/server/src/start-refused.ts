/** Why the server will not start. Each is a sentence for the operator, not a stack trace. */
export type StartRefusedCode =
  | 'CONFIG'
  | 'CERTIFICATE'
  | 'PORT_IN_USE'
  | 'PORT_REFUSED'
  | 'DIRECTORY_IN_USE'
  | 'DIRECTORY_UNKNOWN'
  | 'DIRECTORY_DAMAGED'
  | 'NOT_DURABLE';

/** Thrown only while starting; the composition root prints `message` and exits with status 1. */
export class StartRefused extends Error {
  override readonly name = 'StartRefused';
  readonly code: StartRefusedCode;

  constructor(code: StartRefusedCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
