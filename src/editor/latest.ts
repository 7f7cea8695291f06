/** One running, one waiting: of many questions asked meanwhile only the last is ever put. */

export class Latest<Question> {
  private waiting: { readonly question: Question } | undefined;
  private isRunning = false;

  /** `run` answers for its own errors; it is called in the same tick when nothing is running. */
  constructor(private readonly run: (question: Question) => Promise<void>) {}

  /** Whether a newer question waits: an answer in hand is then already old. */
  get isOvertaken(): boolean {
    return this.waiting !== undefined;
  }

  ask(question: Question): void {
    if (this.isRunning) this.waiting = { question };
    else void this.drain(question);
  }

  private async drain(first: Question): Promise<void> {
    this.isRunning = true;
    try {
      await this.run(first);
      for (let next = this.waiting; next; next = this.waiting) {
        this.waiting = undefined;
        await this.run(next.question);
      }
    } finally {
      this.isRunning = false;
    }
  }
}
