/**
 * Keeps this thread from falling asleep for a moment after something was sent.
 *
 * A VS Code server hands its messages to the network by a timer of one millisecond. A thread without other work sleeps for that
 * time, and the kernel wakes it late; one that keeps turning sends as soon as the clock has ticked, half a millisecond earlier on
 * average. Where messages leave at once (on the desktop, in the browser) it costs nothing that anybody would notice.
 */

const longestTimer = 1.5;

export function stayAwake(): void {
  if (typeof setImmediate !== "function") return;
  const until = performance.now() + longestTimer;
  const turn = () => {
    if (performance.now() < until) setImmediate(turn);
  };
  setImmediate(turn);
}
