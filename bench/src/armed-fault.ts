/** A fault that waits for its moment and happens once. */
export interface ArmedFault<Evidence> {
  /** Settles when it has happened; never, when it does not. */
  readonly fired: Promise<Evidence>;
  cancel(): void;
}

/** `arm` gets what to call when the fault happens, and returns what disarms it. */
export function armFault<Evidence>(
  arm: (fire: (evidence: Evidence) => void) => () => void,
): ArmedFault<Evidence> {
  let cancel = () => {};
  const fired = new Promise<Evidence>((resolve) => {
    cancel = arm(resolve);
  });
  return { fired, cancel };
}
