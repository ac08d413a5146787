import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client';
import { refresh } from '../../api/queries';
import { unlessTakenBack } from '../../drafts/promised';
import { say, sayFailed } from '../../ui/say';
import type { Message } from './outbox.rules';

type Step = 'retry' | 'hold' | 'release';

async function take(step: Step, id: string): Promise<boolean> {
  const { error } = await api.POST(`/api/v1/messages/{id}/${step}`, { params: { path: { id } }, body: {} });
  if (error) sayFailed(error);
  await refresh();
  return error === undefined;
}

/** What people do with messages. `settling` holds those that are settled in a moment, with the word for how. */
export function useMessageActs(): {
  settling: ReadonlyMap<string, 'arrived' | 'cancelled'>;
  arrived: (message: Message) => void;
  cancel: (message: Message) => Promise<void>;
  hold: (message: Message) => Promise<boolean>;
  release: (message: Message) => Promise<boolean>;
  again: (message: Message) => Promise<boolean>;
} {
  const { t } = useTranslation('outbox');
  const [settling, setSettling] = useState<ReadonlyMap<string, 'arrived' | 'cancelled'>>(new Map());
  const later = (message: Message, how: 'arrived' | 'cancelled', step: 'arrived' | 'cancel', undone?: () => void): void => {
    const { id } = message;
    const done = (): void => setSettling((now) => new Map([...now].filter(([one]) => one !== id)));
    setSettling((now) => new Map([...now, [id, how]]));
    unlessTakenBack(t(`done.${how}`, { name: message.customerName ?? message.to ?? '' }), [{ what: step, message: id }], {
      done,
      undone: () => {
        done();
        undone?.();
      },
    });
  };
  const now = async (message: Message, step: Step, sentence?: string): Promise<boolean> => {
    try {
      const isDone = await take(step, message.id);
      if (isDone && sentence !== undefined) say(sentence);
      return isDone;
    } catch (error) {
      sayFailed(error);
      return false;
    }
  };
  return {
    settling,
    arrived: (message) => later(message, 'arrived', 'arrived'),
    cancel: async (message) => {
      // it must not leave in the eight seconds in which this can be taken back
      const stopped = message.state === 'pending';
      if (stopped && !(await now(message, 'hold'))) return;
      later(message, 'cancelled', 'cancel', stopped ? () => void now(message, 'release') : undefined);
    },
    hold: (message) => now(message, 'hold', t('done.held')),
    release: (message) => now(message, 'release', t('done.released')),
    again: (message) => now(message, 'retry', t('done.again')),
  };
}
