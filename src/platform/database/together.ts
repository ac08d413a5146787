/**
 * One look for all who ask the same at the same time. A look that has begun is not joined, because what it sees may be older than the question; whoever
 * comes meanwhile shares the next one. So an answer is never older than its question, as if each had looked alone, and a statement that every request
 * needs runs once for many just when there are many. Not for transactions: each sees with its own eyes.
 */
export class Together<Answer> {
  private readonly looks = new Map<string, { current: Promise<Answer>; next: Promise<Answer> | null }>();

  /** The answer of a look at `key` that begins now or later. Rejects as that look does, for those who share it. `look` must not depend on who asks. */
  ask(key: string, look: () => Promise<Answer>): Promise<Answer> {
    const begun = this.looks.get(key);
    if (begun === undefined) return this.begin(key, look);
    begun.next ??= begun.current.then(
      () => this.begin(key, look),
      () => this.begin(key, look),
    );
    return begun.next;
  }

  private begin(key: string, look: () => Promise<Answer>): Promise<Answer> {
    const mine: { current: Promise<Answer>; next: Promise<Answer> | null } = { current: look(), next: null };
    this.looks.set(key, mine);
    const forget = (): void => {
      if (mine.next === null) this.looks.delete(key);
    };
    mine.current.then(forget, forget);
    return mine.current;
  }
}
