import { keepPreviousData } from '@tanstack/react-query';
import { useDebouncedValue } from '@mantine/hooks';
import i18next from 'i18next';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, desk } from '../../api/client';
import { isLost, sentenceOf } from '../../api/problem';
import { personHere, refresh } from '../../api/queries';
import { deskNow } from '../../clock/desk-clock';
import { forget, useDraft } from '../../drafts/drafts';
import { keepWaiting } from '../../drafts/waiting';
import { unlessUndone } from '../../ui/say';
import { backToDraft, currentDraftId, lastChannel, nextDraftId, rememberChannel, stillOpen } from './draft-id';
import { bodyOf, emptyForm, isTouched, type LogForm, type Missing, missingIn, spokenTo } from './log-form.rules';
import type { Saved } from './saved-card';

/** The form with everything around it: its draft, what the desk knows meanwhile, and the saving. */
export function useLogForm(given: Partial<LogForm>) {
  const { t } = useTranslation('log');
  // what the telephone says is of one call only; the next complaint from this page begins empty
  const [call, setCall] = useState(given.callId ?? given.who ?? '');
  const [id, setId] = useState(() => currentDraftId(call));
  const [empty] = useState(() => emptyForm(lastChannel()));
  const draft = useDraft<LogForm>(`log:${id}`, call === '' ? empty : { ...empty, ...given });
  useEffect(() => {
    stillOpen();
    const timer = setInterval(stillOpen, 2_000);
    return () => clearInterval(timer);
  }, []);
  const [missing, setMissing] = useState<readonly Missing[]>([]);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [saved, setSaved] = useState<Saved | null>(null);
  const form = draft.value;

  const change = (part: Partial<LogForm>): void => {
    const next = { ...form, ...part };
    draft.change({ ...next, startedAt: next.startedAt ?? new Date(deskNow()).toISOString() });
    if (missing.length > 0) setMissing(missingIn(next));
    if (part.channel) rememberChannel(part.channel);
  };
  const done = (what: Saved): void => {
    setSaved(what);
    setRefusal(null);
    draft.clear();
    toNext();
  };
  const toNext = (): void => {
    nextDraftId(call);
    setCall('');
    setId(nextDraftId(''));
  };
  /** Answers what stands in the way, or null once it is taken or kept for the line. */
  const save = async (): Promise<Missing | null> => {
    const left = missingIn(form);
    setMissing(left);
    if (left[0] !== undefined || busy) return left[0] ?? null;
    setBusy(true);
    const body = bodyOf(form, i18next.language);
    try {
      const { data, error } = await api.POST('/api/v1/complaints', { body, headers: { 'Idempotency-Key': id } });
      if (data) {
        done({ kind: 'taken', view: data, spoken: body.speak, ms: form.startedAt ? deskNow() - Date.parse(form.startedAt) : null });
        void refresh();
      } else setRefusal(sentenceOf(error) ?? i18next.t('state.failed'));
    } catch (error) {
      if (!isLost(error)) throw error;
      await keepWaiting({ key: id, by: personHere(), kind: 'complaint', title: form.text.slice(0, 60), body });
      done({ kind: 'waits' });
    } finally {
      setBusy(false);
    }
    return null;
  };
  const startAfresh = (): void => {
    const [left, ofCall] = [id, call];
    if (isTouched(form))
      unlessUndone(
        t('afreshGone'),
        () => forget(`log:${left}`),
        () => {
          backToDraft(ofCall, left);
          setCall(ofCall);
          setId(left);
          setSaved(null);
        },
      );
    else draft.clear();
    toNext();
    setMissing([]);
    setRefusal(null);
    setSaved(null);
  };
  return {
    form,
    change,
    save,
    startAfresh,
    missing,
    refusal,
    busy,
    saved,
    ready: draft.ready,
    begun: isTouched(form),
    restored: draft.restored && isTouched(form),
  };
}

/** What the desk knows while one types: who it may be, where it may have gone wrong, what would be promised. None of it holds up the saving. */
export function useKnown(form: LogForm) {
  const { i18n } = useTranslation();
  const spoken = spokenTo(form, i18n.language);
  const [typed] = useDebouncedValue({ q: form.who.trim(), text: form.text.trim() }, 250);
  const q = form.customer ? typed.q || (form.customer.name ?? '') : typed.q;
  const match = desk.useQuery(
    'get',
    '/api/v1/customers/match',
    {
      params: {
        query: {
          q,
          ...(typed.text ? { text: typed.text } : {}),
          ...(form.touchPoint && form.touchPoint !== 'unsure' ? { touchPoint: form.touchPoint } : {}),
        },
      },
    },
    { enabled: q.length >= 3 && !form.anonymous, placeholderData: keepPreviousData },
  );
  const guesses = desk.useQuery(
    'get',
    '/api/v1/touch-points/suggest',
    { params: { query: { ...(typed.text ? { text: typed.text } : {}), ...(form.customer ? { customer: form.customer.id } : {}) } } },
    { placeholderData: keepPreviousData },
  );
  const preview = desk.useQuery(
    'post',
    '/api/v1/complaints/preview',
    {
      body: {
        channel: form.channel,
        language: spoken,
        ...(form.severity ? { severity: form.severity } : {}),
        ...(form.touchPoint ? { touchPoint: form.touchPoint } : {}),
        ...(form.customer ? { customer: form.customer.id } : {}),
        ...(form.holds.length > 0 ? { holds: form.holds } : {}),
      },
    },
    { placeholderData: keepPreviousData, staleTime: 30_000 },
  );
  return { found: q.length >= 3 ? match.data : undefined, looking: match.isFetching, guesses: guesses.data, preview, spoken };
}
