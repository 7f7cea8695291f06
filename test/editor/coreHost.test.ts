import { MessageChannel } from "node:worker_threads";
import { afterEach, expect, test } from "vitest";
import { CoreHost, type CoreHostOptions, TookTooLong } from "../../src/editor/coreHost";
import { connect, nodePort, serve } from "../../src/rpc";
import type { DiscoverReply, Files } from "../../src/study/core";
import type { CoreThread } from "../../src/worker";

const reply: DiscoverReply = { version: 1, losses: [], diagnostics: [] };
const never = () => new Promise<never>(() => undefined);
const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

/** A host over threads that live in this one; `behave` says how the n-th thread (from 1) answers. */
function host(behave: (thread: number, files: Files) => Partial<CoreThread>, options: Partial<CoreHostOptions> = {}) {
  const log: string[] = [];
  const crashes: ((reason: string) => void)[] = [];
  let threads = 0;
  const core = new CoreHost({
    async startThread() {
      const { port1, port2 } = new MessageChannel();
      const there = nodePort(port2);
      const thread = ++threads;
      const note = (text: string) => void log.push(`${thread}: ${text}`);
      const files = connect<Files>(there).api;
      serve<Partial<CoreThread>>(
        {
          start: async ({ python }) => note(`start ${python.length}`),
          open: async ({ path, text }) => note(`open ${path} ${text}`),
          close: async (path) => note(`close ${path}`),
          discover: async () => reply,
          ...behave(thread, files),
        },
        there,
      );
      return {
        port: nodePort(port1),
        onCrash: (listener) => crashes.push(listener),
        terminate() {
          note("end");
          port1.close();
        },
      };
    },
    readWasm: async () => ({ runtime: new Uint8Array(1), python: new Uint8Array(2) }),
    files: { read: async () => undefined },
    budget: () => 80,
    log: () => undefined,
    failedToStart: ({ message }) => void log.push(`failed: ${message}`),
    ...options,
  });
  ends.push(() => core.dispose());
  return { core, log, crash: (reason: string) => crashes.at(-1)?.(reason), threads: () => threads };
}

const document = { path: "/a.py", language: "python", version: 1, text: "x" } as const;

test("no thread before the first question; then one, with the documents opened before the question", async () => {
  const { core, log, threads } = host(() => ({}));
  await core.open(document);
  expect(threads()).toBe(0);
  expect(await core.discover("/a.py")).toEqual(reply);
  expect(log).toEqual(["1: start 2", "1: open /a.py x"]);
});

test("questions that come while it starts share one thread", async () => {
  const { core, threads } = host(() => ({}));
  await Promise.all([core.discover("/a.py"), core.discover("/b.py")]);
  expect(threads()).toBe(1);
});

test("a runaway is replaced: its question is rejected, documents come back, other questions are put again", async () => {
  const { core, log } = host((thread) => ({
    study: never,
    discover: thread === 1 ? never : async () => reply,
  }));
  await core.open(document);
  const study = core.study({ path: "/a.py", definition: { qualifiedName: "f", kind: "function", ordinal: 0 } });
  const discovery = core.discover("/a.py");
  await expect(study).rejects.toEqual(new TookTooLong(0.08));
  expect(await discovery).toEqual(reply);
  expect(log).toEqual(["1: start 2", "1: open /a.py x", "1: end", "2: start 2", "2: open /a.py x"]);
  expect(core.starts).toBe(2);
});

test("waiting for a slow file is no runaway", async () => {
  const read = () => new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), 250));
  const { core, threads } = host(
    (_, files) => ({
      async discover() {
        await files.read(["/slow.py"]);
        return reply;
      },
    }),
    { files: { read } },
  );
  expect(await core.discover("/a.py")).toEqual(reply);
  expect(threads()).toBe(1);
});

test("a thread that answers other questions meanwhile is alive", async () => {
  const { core, threads } = host(() => ({
    study: () => new Promise((resolve) => setTimeout(() => resolve({ kind: "gone", qualifiedName: "f" }), 300)),
  }));
  await core.warm().catch(() => undefined);
  // the last of them may be rejected when the core ends
  const chatter = setInterval(() => void core.discover("/a.py").catch(() => undefined), 20);
  const answer = await core.study({ path: "/a.py", definition: { qualifiedName: "f", kind: "function", ordinal: 0 } });
  clearInterval(chatter);
  expect(answer.kind).toBe("gone");
  expect(threads()).toBe(1);
});

test("a crash rejects the question at work with its reason; the next question gets a new thread", async () => {
  const { core, crash, threads } = host((thread) => ({ discover: thread === 1 ? never : async () => reply }), {
    budget: () => 10_000,
  });
  const first = core.discover("/a.py");
  while (threads() === 0 || core.starts === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  crash("out of memory");
  await expect(first).rejects.toThrow("the core crashed: out of memory");
  expect(await core.discover("/a.py")).toEqual(reply);
  expect(threads()).toBe(2);
});

test("a thread that cannot start rejects what was asked, and is tried again for the next question", async () => {
  let tries = 0;
  const { core, log } = host(() => ({}), {
    readWasm: async () => {
      if (++tries === 1) throw new Error("no such file");
      return { runtime: new Uint8Array(1), python: new Uint8Array(2) };
    },
  });
  await expect(core.discover("/a.py")).rejects.toThrow("no such file");
  expect(log).toEqual(["failed: no such file"]);
  expect(await core.discover("/a.py")).toEqual(reply);
});

test("after the end nothing waits for ever", async () => {
  const { core, threads } = host(() => ({ discover: never }), { budget: () => 10_000 });
  const pending = core.discover("/a.py");
  while (threads() === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  core.dispose();
  await expect(pending).rejects.toThrow("the core was closed");
  await expect(core.discover("/a.py")).rejects.toThrow("the core was closed");
});
