import { type ContactStep, fieldOf } from './contact-change.rules';
import { button, escape, section } from './status-html.rules';
import type { SaidAfter, StatusWords } from './words/status-words.rules';

/** The part of the customer's page where they change their address or number: one step at a time, mistakes said at the field. */

export interface ContactProblem {
  /** As the refusal names it. */
  guard: string;
  /** In the language of the page. */
  sentence: string;
  /** The new address as it was typed in, so that nobody types it twice. */
  typed: string;
}

export function contactSection(
  step: ContactStep,
  problem: ContactProblem | null,
  words: StatusWords,
  form: (what: SaidAfter, inside: string) => string,
): string {
  const at = problem && fieldOf(problem.guard);
  const alert = problem ? `<p class="problem" role="alert" id="contact-problem">${escape(problem.sentence)}</p>` : '';
  const wrong = (field: string): string => (at === field ? ' aria-invalid="true" aria-describedby="contact-problem" autofocus' : '');
  const code = `<p><label for="code">${escape(words.contactCode)}</label><input id="code" name="code" dir="ltr" inputmode="numeric" autocomplete="one-time-code" required maxlength="20"${wrong('code')}></p>`;
  const again = form('contact-code', button(words.contactAgain, true));
  switch (step) {
    case 'ask':
      return section(
        words.contactTitle,
        `${alert}<p>${escape(words.contactAbout)}</p>${form('contact-code', button(words.contactAsk, true))}`,
        'contact',
      );
    case 'prove': {
      const contact = `<p><label for="new">${escape(words.contactNew)}</label><input id="new" name="contact" dir="ltr" autocomplete="email" required maxlength="200" value="${escape(problem?.typed ?? '')}"${wrong('contact')}></p>`;
      const replaces = `<p class="check"><input type="checkbox" id="replaces" name="replaces" value="true"><label for="replaces">${escape(words.contactReplace)}</label></p>`;
      const inside = form('contact', code + contact + replaces + button(words.contactSend));
      return section(words.contactTitle, `${alert}<p>${escape(words.contactSent)}</p>${inside}${again}`, 'contact');
    }
    case 'confirm':
      return section(
        words.contactTitle,
        `${alert}<p>${escape(words.contactLast)}</p>${form('contact-confirm', code + button(words.contactConfirm))}${again}`,
        'contact',
      );
  }
}
