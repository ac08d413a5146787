/** The embedded database cannot be started; the first of `lines` is a sentence for people, the others are the last lines of its log. */
export class DatabaseStartError extends Error {
  readonly lines: readonly string[];

  constructor(sentence: string, logTail: readonly string[] = []) {
    super([sentence, ...logTail].join('\n'));
    this.name = 'DatabaseStartError';
    this.lines = [sentence, ...logTail];
  }
}
