import { MessageChannel } from "node:worker_threads";
import { afterEach, expect, test } from "vitest";
import { connect, nodePort, type Port, serve } from "../../src/rpc";

interface Adder {
  add(a: number, b: number): Promise<number>;
  fail(): Promise<void>;
  never(): Promise<void>;
  unclonable(): Promise<unknown>;
}

interface Asker {
  askBack(): Promise<string>;
}

interface Host {
  read(path: string): Promise<string>;
}

const adder: Adder = {
  add: async (a, b) => a + b,
  fail: async () => {
    throw new Error("expected shape [B, C], got [B]");
  },
  never: () => new Promise(() => undefined),
  unclonable: async () => () => 1,
};

let ends: { close(): void }[] = [];
afterEach(() => {
  for (const end of ends) end.close();
  ends = [];
});

function channel(): [Port, Port] {
  const { port1, port2 } = new MessageChannel();
  ends.push(port1, port2);
  return [nodePort(port1), nodePort(port2)];
}

test("a call is answered with the method's result", async () => {
  const [here, there] = channel();
  serve<Adder>(adder, there);
  const { api } = connect<Adder>(here);
  expect(await Promise.all([api.add(1, 2), api.add(3, 4)])).toEqual([3, 7]);
});

test("calls that wait travel in one message with the next one, and are made before it", async () => {
  const [here, there] = channel();
  const made: string[] = [];
  serve({ note: async (text: string) => void made.push(text) }, there);
  let messages = 0;
  const counted: Port = {
    post(message) {
      messages++;
      here.post(message);
    },
    listen: here.listen,
  };
  const { api, beforeNext } = connect<{ note(text: string): Promise<void> }>(counted);
  const early = [beforeNext.note("first"), beforeNext.note("second")];
  await new Promise((resolve) => setTimeout(resolve, 10));
  expect(made).toEqual([]);
  await api.note("third");
  await Promise.all(early);
  expect(made).toEqual(["first", "second", "third"]);
  expect(messages).toBe(1);
});

test("typed arrays arrive as what they were", async () => {
  const [here, there] = channel();
  serve({ column: async () => new Float32Array([1, 0.5]) }, there);
  const { api } = connect<{ column(): Promise<Float32Array> }>(here);
  expect(await api.column()).toEqual(new Float32Array([1, 0.5]));
});

test("an error is a reply: its sentence arrives, and where it was thrown", async () => {
  const [here, there] = channel();
  serve<Adder>(adder, there);
  const { api } = connect<Adder>(here);
  await expect(api.fail()).rejects.toMatchObject({
    message: "expected shape [B, C], got [B]",
    remoteStack: expect.stringContaining("rpc.test.ts"),
  });
});

test("a method that is not served is an error that names those that are", async () => {
  const [here, there] = channel();
  serve({ add: adder.add }, there);
  const { api } = connect<Adder>(here);
  await expect(api.never()).rejects.toThrow("unknown method: never (have: add)");
});

test("what every object inherits is not served", async () => {
  const [here, there] = channel();
  serve({ add: adder.add }, there);
  const { api } = connect<{ toString(): Promise<string> }>(here);
  await expect(api.toString()).rejects.toThrow("unknown method: toString");
});

test("a result that cannot cross threads rejects its call", async () => {
  const [here, there] = channel();
  serve<Adder>(adder, there);
  const { api } = connect<Adder>(here);
  await expect(api.unclonable()).rejects.toThrow("could not be cloned");
});

test("an argument that cannot cross threads rejects its call and no other", async () => {
  const [here, there] = channel();
  serve<Adder>(adder, there);
  const { api } = connect<{ add(a: unknown, b: unknown): Promise<number> }>(here);
  const bad = expect(api.add(() => 1, 1)).rejects.toThrow("could not be cloned");
  expect(await api.add(2, 2)).toBe(4);
  await bad;
});

test("both sides serve and call over one port", async () => {
  const [here, there] = channel();
  const host = connect<Host>(there).api;
  serve<Asker>({ askBack: async () => `read ${await host.read("a.py")}` }, there);
  serve<Host>({ read: async (path) => `text of ${path}` }, here);
  expect(await connect<Asker>(here).api.askBack()).toBe("read text of a.py");
});

test("methods of a class are served with their instance", async () => {
  class Counter {
    private count = 0;
    async next(): Promise<number> {
      return ++this.count;
    }
  }
  const [here, there] = channel();
  serve(new Counter(), there);
  const { api } = connect<{ next(): Promise<number> }>(here);
  await api.next();
  expect(await api.next()).toBe(2);
});

test("closing rejects what is pending and what is asked later", async () => {
  const [here, there] = channel();
  serve<Adder>(adder, there);
  const { api, dispose } = connect<Adder>(here);
  const pending = api.never();
  dispose(new Error("the thread ended"));
  await expect(pending).rejects.toThrow("the thread ended");
  await expect(api.add(1, 1)).rejects.toThrow("the thread ended");
});

test("the far side can be awaited without being called", async () => {
  const [here] = channel();
  const { api } = connect<Adder>(here);
  expect(await Promise.resolve(api)).toBe(api);
});
