/** The other end of `Child`: a program that does what the benchmark asks for, one question at a time, until the benchmark goes away. */

interface Question {
  id: number;
  name: string;
  argument: unknown;
}

export type Answers = Readonly<Record<string, (argument: never) => unknown>>;

/** Answers questions by name; `cpu` (milliseconds of this process since it began, all threads) is known to every program. */
export function answering(answers: Answers, leave: () => Promise<void> | void = () => undefined): void {
  const known: Answers = { cpu: cpuMs, ...answers };
  process.on('message', (question: Question) => {
    void answer(known, question).then((told) => process.send?.(told));
  });
  // whoever asked is gone, by will or by accident: nothing stays behind
  process.once('disconnect', () => {
    void Promise.resolve(leave()).finally(() => process.exit(0));
  });
}

async function answer(answers: Answers, { id, name, argument }: Question): Promise<object> {
  try {
    const handle = answers[name];
    if (!handle) throw new Error(`This program does not know how to "${name}".`);
    return { id, value: await handle(argument as never) };
  } catch (error) {
    return { id, error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
