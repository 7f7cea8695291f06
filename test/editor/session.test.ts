import { expect, test, vi } from "vitest";
import { TookTooLong } from "../../src/editor/coreHost";
import { noChoices, Session, type Target } from "../../src/editor/session";
import type { ToPage } from "../../src/messages";
import type { StudyReply, StudyRequest } from "../../src/study/request";
import { loss, study } from "./losses";

const huber: Target = {
  path: "/a.py",
  key: { qualifiedName: "huber_loss", kind: "function", ordinal: 0 },
  name: "huber_loss",
  line: 0,
};

/** A session whose core answers when it is told to. */
function open(defaults = {}) {
  const requests: StudyRequest[] = [];
  const pending: { resolve(reply: StudyReply): void; reject(error: Error): void }[] = [];
  const posted: ToPage[] = [];
  const session = new Session(
    { id: "1", target: huber, choices: noChoices },
    {
      study: (request) => {
        requests.push(request);
        return new Promise((resolve, reject) => pending.push({ resolve, reject }));
      },
      defaults: () => defaults,
      words: {
        gone: (name) => `${name} is gone`,
        tookTooLong: (s) => `longer than ${s} s`,
        busy: (name) => `computing ${name}`,
      },
      strings: () => ({}),
    },
    { post: (message) => posted.push(message), changed: () => undefined, log: () => undefined },
  );
  const settle = () => new Promise((resolve) => setTimeout(resolve));
  return {
    session,
    requests,
    posted,
    async answer(reply: StudyReply) {
      pending.shift()?.resolve(reply);
      await settle();
    },
    async fail(error: Error) {
      pending.shift()?.reject(error);
      await settle();
    },
  };
}

const ready = (name: string, ordinal = 0, line = 1): StudyReply => ({
  kind: "ready",
  study: study(loss(name, { line }), ordinal),
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
    { path: "/a.py", definition: huber.key, set: { delta: 2 }, inputs: {}, seed: 7, view: "sample" },
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
