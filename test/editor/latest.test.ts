import { expect, test } from "vitest";
import { Latest } from "../../src/editor/latest";

/** Runs that end when they are told to. */
function manual() {
  const started: string[] = [];
  const ends: (() => void)[] = [];
  const latest = new Latest<string>((question) => {
    started.push(question);
    return new Promise((resolve) => ends.push(resolve));
  });
  const end = async () => {
    ends.shift()?.();
    await new Promise((resolve) => setTimeout(resolve));
  };
  return { latest, started, end };
}

test("the first question runs in the same tick", () => {
  const { latest, started } = manual();
  latest.ask("a");
  expect(started).toEqual(["a"]);
});

test("of the questions asked while one runs only the last is put", async () => {
  const { latest, started, end } = manual();
  for (const question of ["a", "b", "c", "d"]) latest.ask(question);
  expect(started).toEqual(["a"]);
  await end();
  expect(started).toEqual(["a", "d"]);
  await end();
  latest.ask("e");
  expect(started).toEqual(["a", "d", "e"]);
});

test("an answer is overtaken while a newer question waits", async () => {
  const { latest, end } = manual();
  latest.ask("a");
  expect(latest.isOvertaken).toBe(false);
  latest.ask("b");
  expect(latest.isOvertaken).toBe(true);
  await end();
  expect(latest.isOvertaken).toBe(false);
});
