/** Lifetimes: whoever creates disposes. Knows nothing of vscode, whose Disposable has the same shape. */

export interface Disposable {
  dispose(): unknown;
}

/** Owns what is added, and disposes it in reverse order. What comes after the end is disposed at once. */
export class Disposables implements Disposable {
  private readonly owned: Disposable[] = [];
  private isDisposed = false;

  add<T extends Disposable>(disposable: T): T {
    if (this.isDisposed) disposable.dispose();
    else this.owned.push(disposable);
    return disposable;
  }

  dispose(): void {
    this.isDisposed = true;
    for (const disposable of this.owned.splice(0).reverse()) disposable.dispose();
  }
}

/** Listeners without vscode: what the pure parts of the editor use to tell of changes. */
export class Signal<T> {
  private readonly listeners = new Set<(value: T) => void>();

  /** Usable as a vscode `Event`. */
  readonly event = (listener: (value: T) => unknown): Disposable => {
    const own = (value: T) => void listener(value);
    this.listeners.add(own);
    return { dispose: () => this.listeners.delete(own) };
  };

  fire(value: T): void {
    for (const listener of [...this.listeners]) listener(value);
  }
}
