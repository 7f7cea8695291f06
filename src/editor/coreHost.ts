/**
 * Keeps the core's thread: starts it when first asked, relays questions, and replaces it when it stops answering.
 *
 * A thread that is silent for longer than the time budget while it owes an answer is taken for a runaway. It is killed;
 * the oldest question, which it was working on, is rejected; the documents are opened again in a new thread and the
 * other questions are put again. Knows nothing of vscode: how a thread starts is given.
 */

import { type Connection, connect, type Port, serve } from "../rpc";
import type { DiscoverReply, DocumentText, EvaluateInputs, EvaluateReply, Files } from "../study/core";
import type { StudyRequest } from "../study/request";
import type { CoreThread, PackedReply, Wasm } from "../worker";

/** A thread as its starter holds it. */
export interface Thread {
  readonly port: Port;
  /** Called once, when the thread dies of itself. */
  onCrash(listener: (reason: string) => void): void;
  terminate(): void;
}

export interface CoreHostOptions {
  startThread(): Promise<Thread>;
  readWasm(): Promise<Wasm>;
  readonly files: Files;
  /** Milliseconds of silence after which a thread is a runaway. */
  budget(): number;
  log(message: string): void;
  /** No thread can be had: told besides rejecting the questions. */
  failedToStart(error: Error): void;
}

/** The question made the core run for longer than allowed. */
export class TookTooLong extends Error {
  override readonly name = "TookTooLong";
  constructor(readonly seconds: number) {
    super(`stopped: took longer than ${seconds} s`);
  }
}

interface Question {
  put(core: CoreThread): Promise<void>;
  reject(error: Error): void;
  /** Milliseconds of silence that it may cause. */
  budget(): number;
  askedAt: number;
}

interface Running {
  readonly thread: Thread;
  readonly connection: Connection<CoreThread>;
  readonly stopServing: () => void;
  /** What pending calls are rejected with when the thread goes: such questions are put again. */
  readonly gone: Error;
}

/** Only a study runs what a person wrote, loops included. The rest is linear in the text, of which there may be much. */
const parsingBudget = 30_000;

/** Loading bundle, grammar and engine on a busy machine; beyond it something is broken. */
const startBudget = 30_000;

export class CoreHost implements Omit<CoreThread, "start"> {
  /** How many threads were started: 1 in a healthy session. */
  starts = 0;
  private running: Running | undefined;
  private isStarting = false;
  private isDisposed = false;
  private readonly questions = new Set<Question>();
  private readonly documents = new Map<string, DocumentText>();
  private watchdog: ReturnType<typeof setTimeout> | undefined;
  private lastHeard = 0;
  private reads = 0;

  constructor(private readonly options: CoreHostOptions) {}

  warm(): Promise<void> {
    return this.ask((core) => core.warm());
  }

  /** Travels with the next question; a thread that does not run yet is given the documents when it starts. */
  async open(document: DocumentText): Promise<void> {
    this.documents.set(document.path, document);
    await this.running?.connection.beforeNext.open(document);
  }

  async close(path: string): Promise<void> {
    this.documents.delete(path);
    await this.running?.connection.beforeNext.close(path);
  }

  discover(path: string): Promise<DiscoverReply> {
    return this.ask((core) => core.discover(path));
  }

  scan(documents: readonly DocumentText[]): Promise<readonly DiscoverReply[]> {
    return this.ask((core) => core.scan(documents));
  }

  study(request: StudyRequest): Promise<PackedReply> {
    return this.ask((core) => core.study(request), this.options.budget);
  }

  check(request: StudyRequest): Promise<PackedReply | undefined> {
    return this.ask((core) => core.check(request), this.options.budget);
  }

  evaluate(path: string, name: string, inputs: EvaluateInputs): Promise<EvaluateReply> {
    return this.ask((core) => core.evaluate(path, name, inputs), this.options.budget);
  }

  dispose(): void {
    this.isDisposed = true;
    clearTimeout(this.watchdog);
    this.stop();
    this.rejectAll(new Error("the core was closed"));
  }

  private ask<T>(put: (core: CoreThread) => Promise<T>, budget = () => parsingBudget): Promise<T> {
    if (this.isDisposed) return Promise.reject(new Error("the core was closed"));
    return new Promise((resolve, reject) => {
      const question: Question = { put: async (core) => resolve(await put(core)), reject, budget, askedAt: Date.now() };
      this.questions.add(question);
      if (this.running) this.put(question, this.running);
      else void this.start();
    });
  }

  private put(question: Question, running: Running): void {
    question.askedAt = Date.now();
    if (question === this.oldest()) this.watch(question.budget());
    question.put(running.connection.api).then(
      () => this.finish(question),
      (error: Error) => {
        if (error === running.gone) return;
        this.finish(question);
        question.reject(error);
      },
    );
  }

  private async start(): Promise<void> {
    if (this.isStarting) return;
    this.isStarting = true;
    const began = Date.now();
    try {
      const [thread, wasm] = await Promise.all([this.options.startThread(), this.options.readWasm()]);
      const running = this.connectTo(thread);
      try {
        await withinTime(running.connection.api.start(wasm), startBudget);
      } catch (error) {
        release(running);
        throw error;
      }
      if (this.isDisposed) return release(running);
      this.starts++;
      this.running = running;
      this.lastHeard = Date.now();
      this.options.log(`core started in ${Date.now() - began} ms`);
      for (const document of this.documents.values()) {
        // Errors of opening come again, with their place, when the document is asked about.
        running.connection.api.open(document).catch((error: Error) => this.options.log(`open: ${error.message}`));
      }
      for (const question of this.questions) this.put(question, running);
    } catch (error) {
      const reason = error instanceof Error ? error : new Error(String(error));
      if (!this.isDisposed) this.options.failedToStart(reason);
      this.rejectAll(reason);
    } finally {
      this.isStarting = false;
    }
  }

  private connectTo(thread: Thread): Running {
    const gone = new Error("the core's thread ended");
    const connection = connect<CoreThread>({
      post: (message) => thread.port.post(message),
      listen: (receive) =>
        thread.port.listen((message) => {
          this.lastHeard = Date.now();
          receive(message);
        }),
    });
    const stopServing = serve<Files>({ read: (candidates) => this.read(candidates) }, thread.port);
    const running: Running = { thread, connection, stopServing, gone };
    thread.onCrash((reason) => {
      this.options.log(`core crashed: ${reason}`);
      if (this.running === running) this.replace(new Error(`the core crashed: ${reason}`));
      else connection.dispose(new Error(reason));
    });
    return running;
  }

  /** A slow file system is no runaway: the watchdog sleeps while the thread waits for a file. */
  private async read(candidates: readonly string[]): ReturnType<Files["read"]> {
    this.reads++;
    try {
      return await this.options.files.read(candidates);
    } finally {
      this.reads--;
      this.lastHeard = Date.now();
    }
  }

  private finish(question: Question): void {
    this.questions.delete(question);
    // The next in line may be a study, whose time is shorter.
    const next = this.oldest();
    if (next) this.watch(next.budget());
  }

  private watch(delay: number): void {
    clearTimeout(this.watchdog);
    this.watchdog = setTimeout(() => this.lookAfter(), delay);
  }

  private lookAfter(isSecondLook = false): void {
    const oldest = this.oldest();
    if (!oldest || !this.running) return;
    const budget = oldest.budget();
    const silence = Date.now() - Math.max(this.lastHeard, oldest.askedAt);
    if (this.reads > 0 || silence < budget) this.watch(this.reads > 0 ? budget : budget - silence);
    // After a pause of our own thread its replies may lie in the queue: they come first.
    else if (!isSecondLook) this.watchdog = setTimeout(() => this.lookAfter(true), 50);
    else this.replace(new TookTooLong(budget / 1000));
  }

  private oldest(): Question | undefined {
    return this.questions.values().next().value;
  }

  /** Ends the thread; the oldest question takes the blame, the others are put to a new one. */
  private replace(blame: Error): void {
    const culprit = this.oldest();
    this.stop();
    if (culprit) {
      this.questions.delete(culprit);
      culprit.reject(blame);
    }
    this.options.log(`${blame.message}; ${this.questions.size} other questions are put again`);
    if (this.questions.size > 0) void this.start();
  }

  private stop(): void {
    if (this.running) release(this.running);
    this.running = undefined;
  }

  private rejectAll(reason: Error): void {
    const questions = [...this.questions];
    this.questions.clear();
    for (const question of questions) question.reject(reason);
  }
}

function release(running: Running): void {
  running.stopServing();
  running.connection.dispose(running.gone);
  running.thread.terminate();
}

async function withinTime<T>(promise: Promise<T>, milliseconds: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`the core did not start within ${milliseconds / 1000} s`)), milliseconds);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
