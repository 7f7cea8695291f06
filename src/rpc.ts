/**
 * Calls between two threads, typed from an interface of asynchronous methods.
 *
 * Every call gets exactly one reply: its result, or its error as a sentence. Both sides may serve and call over one port:
 * calls and replies are told apart by their kind, so the core's thread can ask its host for files while it is being asked.
 */

/** What a port must do; `nodePort` and `webPort` make one of a thread of either kind. */
export interface Port {
  post(message: unknown): void;
  /** Calls back with every message; returns what stops that. */
  listen(receive: (message: unknown) => void): () => void;
}

/** An interface whose methods all answer by a promise. */
export type Api<T> = { readonly [Name in keyof T]: (...args: never[]) => Promise<unknown> };

/** The far side's interface as if it stood here. */
export interface Connection<T> {
  readonly api: T;
  /** The same, for what is no question by itself: such calls wait, and travel in one message with the next call of `api`. */
  readonly beforeNext: T;
  /** Rejects what is still pending. Nothing is sent afterwards. */
  dispose(reason?: Error): void;
}

type Call = { readonly id: number; readonly method: string; readonly args: readonly unknown[] };
/** In the order in which they were made. */
type Calls = { readonly kind: "calls"; readonly calls: readonly Call[] };
type Reply =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly message: string; readonly stack: string };
/** To all calls of one message. */
type Replies = { readonly kind: "replies"; readonly replies: readonly Reply[] };

/** What the far side threw; `remoteStack` is for the log. */
export class RemoteError extends Error {
  override readonly name = "RemoteError";
  constructor(
    message: string,
    readonly remoteStack: string,
  ) {
    super(message);
  }
}

/** Answers the calls that arrive at `port` with the methods of `api`, until the returned function is called. */
export function serve<T extends Api<T>>(api: T, port: Port): () => void {
  const methods = methodsOf(api);
  return port.listen((message) => {
    if (!isCalls(message)) return;
    const replies = message.calls.map(({ id, method, args }) =>
      answer(methods, method, args).then(
        (value): Reply => ({ id, ok: true, value }),
        (error: unknown) => failure(id, error),
      ),
    );
    void Promise.all(replies).then(send);
  });

  function send(replies: readonly Reply[]): void {
    try {
      port.post({ kind: "replies", replies } satisfies Replies);
    } catch (error) {
      const [only, ...others] = replies;
      if (only === undefined) return;
      // A result that cannot cross threads is an error of its call, not the silence of all.
      if (others.length === 0) port.post({ kind: "replies", replies: [failure(only.id, error)] } satisfies Replies);
      else for (const reply of replies) send([reply]);
    }
  }
}

/** Calls the methods that the far side serves. */
export function connect<T extends Api<T>>(port: Port): Connection<T> {
  const pending = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  let closed: Error | undefined;
  let nextId = 1;
  let waiting: readonly Call[] = [];
  const stop = port.listen((message) => {
    if (!isReplies(message)) return;
    for (const reply of message.replies) {
      const call = pending.get(reply.id);
      pending.delete(reply.id);
      if (reply.ok) call?.resolve(reply.value);
      else call?.reject(new RemoteError(reply.message, reply.stack));
    }
  });

  function call(method: string, args: readonly unknown[], waits: boolean): Promise<unknown> {
    if (closed) return Promise.reject(closed);
    const id = nextId++;
    const calls = [...waiting, { id, method, args }];
    return new Promise((resolve, reject) => {
      pending.set(id, { resolve, reject });
      waiting = calls;
      if (waits) return;
      waiting = [];
      try {
        port.post({ kind: "calls", calls } satisfies Calls);
      } catch (error) {
        for (const one of calls) {
          const reason = error instanceof Error ? error : new Error(String(error));
          pending.get(one.id)?.reject(reason);
          pending.delete(one.id);
        }
      }
    });
  }

  return {
    api: createProxy<T>((method, args) => call(method, args, false)),
    beforeNext: createProxy<T>((method, args) => call(method, args, true)),
    dispose(reason = new Error("the connection is closed")) {
      closed ??= reason;
      stop();
      for (const waiting of pending.values()) waiting.reject(reason);
      pending.clear();
    },
  };
}

/** Node's worker_threads: a `Worker` seen from its starter, or the worker's own `parentPort`. */
export function nodePort(end: {
  postMessage(message: unknown): void;
  on(event: "message", listener: (data: unknown) => void): unknown;
  off(event: "message", listener: (data: unknown) => void): unknown;
}): Port {
  return {
    post: (message) => end.postMessage(message),
    listen(receive) {
      end.on("message", receive);
      return () => void end.off("message", receive);
    },
  };
}

/** The browser's: a `Worker` seen from its starter, or the worker's own global scope. */
export function webPort(end: {
  postMessage(message: unknown): void;
  addEventListener(type: "message", listener: (event: MessageEvent) => void): void;
  removeEventListener(type: "message", listener: (event: MessageEvent) => void): void;
}): Port {
  return {
    post: (message) => end.postMessage(message),
    listen(receive) {
      const listener = (event: MessageEvent) => receive(event.data);
      end.addEventListener("message", listener);
      return () => end.removeEventListener("message", listener);
    },
  };
}

type Methods = ReadonlyMap<string, (args: readonly unknown[]) => unknown>;

async function answer(methods: Methods, name: string, args: readonly unknown[]): Promise<unknown> {
  const method = methods.get(name);
  if (!method) throw new Error(`unknown method: ${name} (have: ${[...methods.keys()].join(", ")})`);
  return await method(args);
}

/** The methods of a plain object or of an instance, by name; nothing that every object inherits. */
function methodsOf(api: object): Methods {
  const methods = new Map<string, (args: readonly unknown[]) => unknown>();
  for (let level = api; level !== Object.prototype && level !== null; level = Object.getPrototypeOf(level)) {
    for (const name of Object.getOwnPropertyNames(level)) {
      const value: unknown = Reflect.get(api, name);
      if (name === "constructor" || methods.has(name) || typeof value !== "function") continue;
      methods.set(name, (args) => Reflect.apply(value, api, args));
    }
  }
  return methods;
}

function failure(id: number, error: unknown): Reply {
  const isError = error instanceof Error;
  return {
    id,
    ok: false,
    message: isError ? error.message : String(error),
    stack: (isError ? error.stack : undefined) ?? "",
  };
}

/** The cast: a proxy has the methods of `T` because the far side serves the same `T`. */
function createProxy<T>(call: (method: string, args: readonly unknown[]) => Promise<unknown>): T {
  const target = new Proxy(
    {},
    {
      // `then` must be absent, or awaiting the proxy would call the far side.
      get: (_, name) =>
        typeof name === "string" && name !== "then" ? (...args: readonly unknown[]) => call(name, args) : undefined,
    },
  );
  return target as T;
}

function isCalls(message: unknown): message is Calls {
  return isRecord(message) && message["kind"] === "calls";
}

function isReplies(message: unknown): message is Replies {
  return isRecord(message) && message["kind"] === "replies";
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
