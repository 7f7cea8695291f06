/** The assertions of this suite: Node's own are not there in the browser's extension host. */

export function ok(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(message);
}

/** Deep equality of plain data. */
export function equal(actual: unknown, expected: unknown, what: string): void {
  const [found, wanted] = [JSON.stringify(actual), JSON.stringify(expected)];
  ok(found === wanted, `${what}: expected ${wanted}, got ${found}`);
}

/** Asks again until an answer comes that is not undefined or false. */
export async function eventually<T>(
  what: string,
  ask: () => T | Promise<T>,
  seconds = 60,
): Promise<Exclude<NonNullable<T>, false>> {
  const end = Date.now() + seconds * 1000;
  let last: unknown;
  while (Date.now() < end) {
    try {
      const answer = await ask();
      if (isThere(answer)) return answer;
    } catch (error) {
      last = error;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${what}: not within ${seconds} s${last instanceof Error ? ` (${last.message})` : ""}`);
}

function isThere<T>(answer: T): answer is Exclude<NonNullable<T>, false> {
  return answer !== undefined && answer !== null && answer !== false;
}
