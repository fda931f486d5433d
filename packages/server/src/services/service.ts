/** Everything that lives as long as the process has this shape. */
export interface Service {
  readonly name: string;
  /** Works until the signal; resolves once nothing of it is left. A rejection ends the process. */
  run(signal: AbortSignal): Promise<void>;
  /** Finishes what is under way; called before the signal. */
  drain?(): Promise<void>;
}
