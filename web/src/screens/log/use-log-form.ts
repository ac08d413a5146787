import i18next from 'i18next';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../api/client';
import { isLost, sentenceOf } from '../../api/problem';
import { personHere, refresh } from '../../api/queries';
import { deskNow } from '../../clock/desk-clock';
import { forget, useDraft } from '../../drafts/drafts';
import { tellAgreed } from '../../drafts/promised';
import { keepWaiting } from '../../drafts/waiting';
import { unlessUndone } from '../../ui/say';
import { useFormats } from '../../words/formats';
import { backToDraft, currentDraftId, lastChannel, nextDraftId, rememberChannel, stillOpen } from './draft-id';
import { agreedIn, bodyOf, countsAsKey, emptyForm, isTouched, type LogForm, type Missing, missingIn } from './log-form.rules';
import type { Saved } from './saved-card';

/** A form of this tab: its draft, and the call it is of. */
interface Place {
  readonly id: string;
  readonly call: string;
}

/** The form with its draft and the way from one form to the next. What is typed counts at once, also before the page paints again. */
function useForms(given: Partial<LogForm>) {
  const { t } = useTranslation('log');
  // what the telephone says is of one call only; the next complaint from this page begins empty
  const [place, setPlace] = useState<Place>(() => {
    const call = given.callId ?? given.who ?? '';
    return { id: currentDraftId(call), call };
  });
  const [empty] = useState(() => emptyForm(lastChannel()));
  const [opened] = useState(() => new Date(deskNow()).toISOString());
  const draft = useDraft<LogForm>(`log:${place.id}`, place.call === '' ? empty : { ...empty, ...given, startedAt: opened });
  const typed = useRef<LogForm | null>(null);
  const pressed = useRef(0);
  const here = useRef(place);
  useEffect(() => {
    stillOpen();
    const timer = setInterval(stillOpen, 2_000);
    return () => clearInterval(timer);
  }, []);

  const now = (): LogForm => {
    const form = typed.current ?? draft.value;
    return { ...form, keystrokes: form.keystrokes + pressed.current };
  };
  const goTo = (next: Place): void => {
    typed.current = null;
    pressed.current = 0;
    here.current = next;
    backToDraft(next.call, next.id);
    setPlace(next);
  };
  const fresh = (): Place => {
    nextDraftId(here.current.call);
    return { id: nextDraftId(''), call: '' };
  };
  return {
    draft,
    place,
    now,
    change: (part: Partial<LogForm>): LogForm => {
      const next = { ...now(), ...part };
      const form = { ...next, startedAt: next.startedAt ?? new Date(deskNow()).toISOString() };
      pressed.current = 0;
      typed.current = form;
      draft.change(form);
      return form;
    },
    press: (key: Parameters<typeof countsAsKey>[0]): void => {
      if (countsAsKey(key)) pressed.current += 1;
    },
    /** This one is done with; the next begins. */
    toNext: (): void => {
      draft.clear();
      goTo(fresh());
    },
    /** To an empty form. What was typed is thrown away in 8 seconds; whoever takes that back throws away what they typed since, with the same way back. */
    leave: (back: () => void): void => {
      const leaveFor = (next: Place): void => {
        const left = here.current;
        unlessUndone(
          t('afreshGone'),
          () => forget(`log:${left.id}`),
          () => {
            if (typed.current && isTouched(typed.current)) leaveFor(left);
            else goTo(left);
            back();
          },
        );
        goTo(next);
      };
      leaveFor(fresh());
    },
  };
}

/** The form with everything around it: its draft, what is missing, and the saving. */
export function useLogForm(given: Partial<LogForm>) {
  const { t } = useTranslation('log');
  const formats = useFormats();
  const forms = useForms(given);
  const [missing, setMissing] = useState<readonly Missing[]>([]);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [saved, setSaved] = useState<Saved | null>(null);
  const form = forms.draft.value;

  const change = (part: Partial<LogForm>): void => {
    if (busy) return;
    const next = forms.change(part);
    if (missing.length > 0) setMissing(missingIn(next));
    if (part.channel) rememberChannel(part.channel);
  };
  const done = (what: Saved): void => {
    setSaved(what);
    setRefusal(null);
    forms.toNext();
  };
  /** Answers what stands in the way, or what became of it; null where the desk refused it or is being asked already. */
  const save = async (): Promise<Missing | Saved | null> => {
    const whole = forms.now();
    const left = missingIn(whole);
    setMissing(left);
    if (left[0] !== undefined || busy) return left[0] ?? null;
    setBusy(true);
    const { id } = forms.place;
    const body = bodyOf(whole, i18next.language, t('orderLine', { number: whole.order.trim() }));
    const when = whole.promiseAt === null ? '' : formats.moment(whole.promiseAt, deskNow());
    const agreed = agreedIn(whole, t('promisedNote', { when }));
    const promisedAt = agreed?.promise?.at ?? null;
    try {
      const { data, error } = await api.POST('/api/v1/complaints', { body, headers: { 'Idempotency-Key': id } });
      if (!data) {
        setRefusal(sentenceOf(error) ?? i18next.t('state.failed'));
        return null;
      }
      const ms = whole.startedAt === null ? null : deskNow() - Date.parse(whole.startedAt);
      if (agreed) await tellAgreed(agreed, id, data.ticket);
      const what: Saved = { kind: 'taken', view: data, spoken: body.speak, ms, promisedAt, fixed: whole.fixed !== null };
      done(what);
      void refresh();
      return what;
    } catch (error) {
      if (!isLost(error)) throw error;
      await keepWaiting({ key: id, by: personHere(), kind: 'complaint', title: whole.text.slice(0, 60), body, agreed });
      done({ kind: 'waits' });
      return null;
    } finally {
      setBusy(false);
    }
  };
  const startAfresh = (): void => {
    if (isTouched(forms.now())) forms.leave(() => setSaved(null));
    else forms.toNext();
    setMissing([]);
    setRefusal(null);
    setSaved(null);
  };
  return {
    id: forms.place.id,
    form,
    change,
    press: forms.press,
    save,
    startAfresh,
    missing,
    refusal,
    busy,
    saved,
    begun: isTouched(form),
    restored: forms.draft.restored && isTouched(form),
  };
}
