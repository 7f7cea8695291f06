import { expect, test, vi } from "vitest";
import { TookTooLong } from "../../src/editor/coreHost";
import { noChoices, Session, type Target } from "../../src/editor/session";
import type { ToPage } from "../../src/messages";
import { pack, unpack } from "../../src/packed";
import type { StudyRequest } from "../../src/study/request";
import type { PackedReply } from "../../src/worker";
import { loss, study } from "./losses";

const huber: Target = {
  path: "/a.py",
  key: { qualifiedName: "huber_loss", kind: "function", ordinal: 0 },
  name: "huber_loss",
  line: 0,
};

/** A message with its study unpacked. */
function readable(message: ToPage) {
  if (message.kind === "study") return { ...message, study: unpack(message.study) };
  if (message.kind !== "show") return message;
  const { study } = message.state;
  return { ...message, state: { ...message.state, study: study && unpack(study) } };
}

/** A session whose core answers when it is told to. */
function open(defaults = {}) {
  const requests: StudyRequest[] = [];
  const checks: StudyRequest[] = [];
  const checked: (PackedReply | undefined)[] = [];
  const pending: { resolve(reply: PackedReply): void; reject(error: Error): void }[] = [];
  const posted: ReturnType<typeof readable>[] = [];
  const session = new Session(
    { id: "1", target: huber, choices: noChoices },
    {
      study: (request) => {
        requests.push(request);
        return new Promise((resolve, reject) => pending.push({ resolve, reject }));
      },
      check: async (request) => {
        checks.push(request);
        return checked.shift();
      },
      defaults: () => defaults,
      words: {
        gone: (name) => `${name} is gone`,
        tookTooLong: (s) => `longer than ${s} s`,
        busy: (name) => `computing ${name}`,
      },
      strings: () => ({}),
    },
    { post: (message) => posted.push(readable(message)), changed: () => undefined, log: () => undefined },
  );
  const settle = () => new Promise((resolve) => setTimeout(resolve));
  /** Longer than a check is put off. */
  const pause = () => new Promise((resolve) => setTimeout(resolve, 120));
  return {
    session,
    pause,
    requests,
    checks,
    checked,
    posted,
    async answer(reply: PackedReply) {
      pending.shift()?.resolve(reply);
      await settle();
    },
    async fail(error: Error) {
      pending.shift()?.reject(error);
      await settle();
    },
  };
}

const ready = (name: string, ordinal = 0, line = 1): PackedReply => ({
  kind: "ready",
  study: pack(study(loss(name, { line }), ordinal)),
});

const unchecked = (name: string, ordinal = 0): PackedReply => ({
  kind: "ready",
  study: pack(study(loss(name), ordinal)),
  isUnchecked: true,
});

test("a keystroke asks in the same tick, and its answer goes to the page with its version", async () => {
  const { session, requests, posted, answer } = open();
  session.refresh();
  expect(requests).toHaveLength(1);
  await answer(ready("huber_loss"));
  expect(posted).toMatchObject([{ kind: "study", version: 1, study: { loss: { name: "huber_loss" } } }]);
});

test("keystrokes during a study coalesce into one question", async () => {
  const { session, requests, posted, answer } = open();
  for (let key = 0; key < 5; key++) session.refresh();
  expect(requests).toHaveLength(1);
  await answer(ready("huber_loss"));
  await answer(ready("huber_loss"));
  expect(requests).toHaveLength(2);
  expect(posted.map((message) => "version" in message && message.version)).toEqual([1, 5]);
});

test("a renamed and moved definition is followed: the returned key is asked with next", async () => {
  const { session, requests, answer } = open();
  session.refresh();
  await answer(ready("pseudo_huber", 3, 40));
  session.refresh();
  expect(requests[1]?.definition).toEqual({ qualifiedName: "pseudo_huber", kind: "function", ordinal: 3 });
  expect(session.target).toMatchObject({ name: "pseudo_huber", line: 39 });
});

test("a failed answer keeps the last good study beside its diagnostics", async () => {
  const { session, posted, answer } = open();
  session.refresh();
  await answer(ready("huber_loss"));
  const diagnostics = [{ severity: "error" as const, message: "unknown function: torch.foo", range: undefined }];
  session.refresh();
  await answer({ kind: "failed", diagnostics, loss: undefined });
  expect(posted.at(-1)).toEqual({ kind: "failed", version: 2, diagnostics });
  expect(session.study?.loss.name).toBe("huber_loss");

  // A page that comes back is told both.
  session.receive({ kind: "ready" });
  expect(posted.slice(-2)).toMatchObject([
    { kind: "show", state: { study: { loss: { name: "huber_loss" } } } },
    { kind: "failed" },
  ]);
});

test("a deleted definition is asked for again with the same key, so that undoing brings it back", async () => {
  const { session, requests, posted, answer } = open();
  session.refresh();
  await answer({ kind: "gone", qualifiedName: "huber_loss" });
  expect(posted.at(-1)).toMatchObject({ kind: "failed", diagnostics: [{ message: "huber_loss is gone" }] });
  session.refresh();
  expect(requests[1]?.definition).toEqual(huber.key);
  await answer(ready("huber_loss"));
  expect(session.isFailed).toBe(false);
});

test("an answer about another definition than the one shown is dropped", async () => {
  const { session, posted, answer } = open();
  session.refresh();
  session.retarget({ ...huber, key: { ...huber.key, qualifiedName: "focal_loss" }, name: "focal_loss" }, noChoices);
  await answer(ready("huber_loss"));
  expect(posted.filter(({ kind }) => kind === "study")).toEqual([]);
  await answer(ready("focal_loss"));
  expect(session.study?.loss.name).toBe("focal_loss");
});

test("choices of the page are asked for; showing a series asks nothing", async () => {
  const { session, requests, answer } = open({ seed: 7, view: "batch" });
  session.receive({ kind: "choose", choices: { ...noChoices, set: { delta: 2 }, view: "sample" } });
  expect(requests).toEqual([
    { path: "/a.py", definition: huber.key, set: { delta: 2 }, inputs: {}, seed: 7, view: "sample", isUrgent: true },
  ]);
  await answer(ready("huber_loss"));
  session.receive({ kind: "choose", choices: { ...session.choices, shown: { gradient: false } } });
  expect(requests).toHaveLength(1);
});

test("setting a coefficient from outside shows the new choices at once; undefined gives it back to the source", () => {
  const { session, posted } = open();
  session.set("delta", 2);
  expect(posted).toMatchObject([{ kind: "show", state: { choices: { set: { delta: 2 } } } }]);
  session.set("delta", undefined);
  expect(session.choices.set).toEqual({});
});

test("an unchecked study is shown at once and checked afterwards, under the key that it came with", async () => {
  const { session, posted, checks, checked, answer, pause } = open();
  session.refresh();
  checked.push(undefined);
  await answer(unchecked("huber_loss", 2));
  expect(checks).toHaveLength(0);
  await pause();
  expect(checks).toMatchObject([{ definition: { ordinal: 2 } }]);
  expect(posted).toHaveLength(1);

  session.refresh();
  checked.push(ready("huber_loss", 3));
  await answer(unchecked("huber_loss", 2));
  await pause();
  expect(posted.slice(1)).toMatchObject([
    { kind: "study", version: 2, study: { key: { ordinal: 2 } } },
    { kind: "study", version: 2, study: { key: { ordinal: 3 } } },
  ]);
  expect(session.target.key.ordinal).toBe(3);
});

test("of keystrokes in a row only the last study is checked", async () => {
  const { session, checks, answer, pause } = open();
  session.refresh();
  await answer(unchecked("huber_loss"));
  session.refresh();
  await pause();
  expect(checks).toHaveLength(0);
  await answer(unchecked("huber_loss"));
  await pause();
  expect(checks).toHaveLength(1);
});

test("a study that was stopped says so at the definition's line", async () => {
  const { session, posted, fail } = open();
  session.refresh();
  await fail(new TookTooLong(3));
  expect(posted.at(-1)).toMatchObject({
    kind: "failed",
    diagnostics: [{ message: "longer than 3 s", range: { path: "/a.py", start: { line: 0 } } }],
  });
});

test("the page hears that an answer is coming only when it takes long", async () => {
  vi.useFakeTimers();
  try {
    const { session, posted } = open();
    session.refresh();
    vi.advanceTimersByTime(399);
    expect(posted).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(posted).toEqual([{ kind: "busy", message: "computing huber_loss" }]);
  } finally {
    vi.useRealTimers();
  }
});
