/** The thread that holds the core: one bundle for Node's worker_threads and for a Web Worker. Serves one interface, nothing else. */

import { type Packed, pack } from "./packed";
import { connect, nodePort, type Port, serve, webPort } from "./rpc";
import type { Core, Files } from "./study/core";
import { createCore } from "./study/createCore";
import type { Study, StudyReply, StudyRequest } from "./study/request";

/** The core, and how it comes to life: the host has the files, the thread has not. */
export interface CoreThread extends Omit<Core, "study" | "check"> {
  start(wasm: Wasm): Promise<void>;
  study(request: StudyRequest): Promise<PackedReply>;
  check(request: StudyRequest): Promise<PackedReply | undefined>;
}

/** The host hands a study on to the page, mostly without a look at it. */
export type PackedReply =
  | Exclude<StudyReply, { readonly kind: "ready" }>
  | { readonly kind: "ready"; readonly study: Packed<Study>; readonly isUnchecked?: boolean };

/** The parser's runtime and its grammar. */
export interface Wasm {
  readonly runtime: Uint8Array;
  readonly python: Uint8Array;
}

/** Milliseconds: the first lenses come before what only the first preview needs. */
const warmAfter = 300;

serveCore(findPort());

function serveCore(port: Port): void {
  const files = connect<Files>(port).api;
  let started: Promise<Core> | undefined;
  const core = (): Promise<Core> =>
    started ?? Promise.reject(new Error("internal: the core was asked before its start"));
  serve<CoreThread>(
    {
      async start(wasm) {
        started = createCore({ files, wasm });
        const ready = await started;
        setTimeout(() => void ready.warm(), warmAfter);
      },
      warm: async () => (await core()).warm(),
      open: async (document) => (await core()).open(document),
      close: async (path) => (await core()).close(path),
      discover: async (path) => (await core()).discover(path),
      scan: async (documents) => (await core()).scan(documents),
      study: async (request) => packed(await (await core()).study(request)),
      check: async (request) => {
        const reply = await (await core()).check(request);
        return reply && packed(reply);
      },
      evaluate: async (path, name, inputs) => (await core()).evaluate(path, name, inputs),
    },
    port,
  );
}

function packed(reply: StudyReply): PackedReply {
  return reply.kind === "ready" ? { ...reply, study: pack(reply.study) } : reply;
}

/** Asked at run time and not imported: a static import would break the same bundle in a Web Worker. */
function findPort(): Port {
  if (typeof process === "undefined" || typeof process.getBuiltinModule !== "function") return webPort(globalThis);
  const { parentPort } = process.getBuiltinModule("node:worker_threads");
  if (!parentPort) throw new Error("internal: worker.js was started outside a worker thread");
  return nodePort(parentPort);
}
