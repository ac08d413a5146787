import { escapeHtml, htmlPage } from '../platform/http/html.rules';

/** What the page behind a one-time link shows. */
export interface JoinPage {
  kind: 'setup' | 'invite';
  name: string;
  email: string;
  problem: string | null;
}

const ADDRESS = /^[^\s@<>(),;:"[\]\\]+@[^\s@<>(),;:"[\]\\]+$/;

/** What is wrong with name or address, in a sentence; null where nothing is. */
export function joinProblem(name: string, email: string): string | null {
  if (name.trim() === '') return 'Enter your name.';
  if (name.length > 120) return 'The name can have at most 120 characters.';
  if (email.length > 254 || !ADDRESS.test(email)) return 'Enter your mail address, such as anna@example.com.';
  return null;
}

/** The form, whole page. Works without scripts; nothing in it is style or script. */
export function joinPage({ kind, name, email, problem }: JoinPage): string {
  const title = kind === 'setup' ? 'Set up your desk' : 'Welcome to the desk';
  const lead =
    kind === 'setup'
      ? 'You are the first one here. Your account can let the others in.'
      : 'Choose a password, and you are in. This link works once.';
  const emailField =
    kind === 'setup'
      ? `<p><label for="email">Mail address</label><input id="email" name="email" type="email" autocomplete="username" required maxlength="254" value="${escapeHtml(email)}"></p>`
      : `<p><label for="email">Mail address</label><input id="email" type="email" autocomplete="username" readonly value="${escapeHtml(email)}"></p>`;
  return page(
    title,
    `<p>${lead}</p>
${problem === null ? '' : `<p class="problem" role="alert" id="problem">${escapeHtml(problem)}</p>\n`}<form method="post">
<p><label for="name">Your name</label><input id="name" name="name" autocomplete="name" required maxlength="120" value="${escapeHtml(name)}"></p>
${emailField}
<p><label for="password">Password</label><input id="password" name="password" type="password" autocomplete="new-password" required minlength="12" maxlength="128" aria-describedby="password-help${problem === null ? '' : ' problem'}">
<span class="help" id="password-help">At least 12 characters. A few unrelated words are easy to remember and hard to guess.</span></p>
<p><button type="submit">Save and sign in</button></p>
</form>`,
  );
}

/** What a used, replaced or old link shows; it does not say which. */
export function closedPage(): string {
  return page(
    'This link does not work any more',
    `<p>It was used already, or it is too old. Ask your administrator for a new one. If you have a password, <a href="/">sign in</a>.</p>`,
  );
}

function page(title: string, body: string): string {
  return htmlPage(`${title} · Amends`, `<h1>${title}</h1>\n${body}`);
}
