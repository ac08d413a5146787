import { escapeHtml, htmlPage } from '../platform/http/html.rules';

/** The complaint form behind a QR code: a whole page that works without scripts; nothing in it is style or script. */

export interface FormValues {
  text: string;
  name: string;
  email: string;
  phone: string;
}

export interface FormPage {
  place: string;
  /** Names this form: sent twice, it is one complaint. */
  formId: string;
  values: FormValues;
  problem: string | null;
}

export const LONGEST_COMPLAINT = 5000;
export const EMPTY_FORM: FormValues = { text: '', name: '', email: '', phone: '' };

/** What is missing, in a sentence; null where nothing is. Addresses are read where they are used. */
export function formProblem({ text, name }: FormValues): string | null {
  if (text.trim().length < 3) return 'Tell us what went wrong.';
  if (text.length > LONGEST_COMPLAINT) return `Please write at most ${String(LONGEST_COMPLAINT)} characters.`;
  return name.length > 100 ? 'The name can have at most 100 characters.' : null;
}

/** A field for machines only: people do not see it, programs that fill in everything give themselves away. */
export const TRAP_FIELD = 'website';

export function formPage({ place, formId, values, problem }: FormPage): string {
  const alert = problem === null ? '' : `<p class="problem" role="alert" id="problem">${escapeHtml(problem)}</p>\n`;
  return page(
    `Tell us what went wrong`,
    `<p>${escapeHtml(place)}. A person reads every message and answers.</p>
${alert}<form method="post">
<input type="hidden" name="formId" value="${escapeHtml(formId)}">
<p><label for="text">What happened?</label><textarea id="text" name="text" rows="6" required maxlength="${String(LONGEST_COMPLAINT)}"${problem === null ? '' : ' aria-describedby="problem"'}>${escapeHtml(values.text)}</textarea></p>
${field('name', 'Your name (optional)', 'text', 'name', 100, values.name)}
${field('email', 'Mail address, so that we can answer', 'email', 'email', 254, values.email)}
${field('phone', 'or phone number', 'tel', 'tel', 60, values.phone)}
<p hidden><label for="${TRAP_FIELD}">Leave this empty</label><input id="${TRAP_FIELD}" name="${TRAP_FIELD}" tabindex="-1" autocomplete="off"></p>
<p><button type="submit">Send</button></p>
</form>`,
  );
}

function field(name: string, label: string, type: string, autocomplete: string, max: number, value: string): string {
  return `<p><label for="${name}">${label}</label><input id="${name}" name="${name}" type="${type}" autocomplete="${autocomplete}" maxlength="${String(max)}" value="${escapeHtml(value)}"></p>`;
}

/** `promise` is the sentence with the time by which the customer hears from us. */
export function thanksPage(label: string, promise: string | null, statusLink: string): string {
  return page(
    'Thank you. We have it.',
    `<p>Your number is <strong>${escapeHtml(label)}</strong>.${promise === null ? '' : ` ${escapeHtml(promise)}`}</p>
<p><a href="${escapeHtml(statusLink)}">See how it is going</a>. Keep this link: only you have it.</p>`,
  );
}

/** What a machine is shown that filled in the trap: the same words, and nothing behind them. */
export function emptyThanksPage(): string {
  return page('Thank you. We have it.', '<p>A person will read your message.</p>');
}

export function noPlacePage(): string {
  return page('There is no form here', '<p>Please look at the address again, or ask at the counter.</p>');
}

function page(title: string, body: string): string {
  return htmlPage(title, `<h1>${title}</h1>\n${body}`);
}
