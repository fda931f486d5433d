const lookEveryMs = 500;

/**
 * npm passes a signal on to the shell that it started, and the shell not to us: killing `npm start` would leave
 * a server on its port. When our parent is gone we take that for the signal. Does nothing when npm is not above us.
 */
export function endWithNpm() {
  if (process.env['npm_lifecycle_event'] === undefined || process.platform === 'win32') return;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, lookEveryMs);
  watch.unref();
}
