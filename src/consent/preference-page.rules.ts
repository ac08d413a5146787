import { CONSENT_CLASSES, type ConsentChannel, type ConsentClass } from './consent.rules';
import { type PreferenceWords, preferenceWords } from './preference-words.rules';

/** The pages on which customers say what they want. They work without a script and read from either side; nothing here names the customer. */

/** One channel of the customer as the page shows it. */
export interface ChannelWishes {
  channel: ConsentChannel;
  /** Classes that may be sent now. */
  allowed: ReadonlySet<ConsentClass>;
  /** Only what comes from this channel itself can switch it on again. */
  mayOpen: boolean;
}

/** The form's one field, many times: "sms:survey". */
export const WISH_FIELD = 'wish';

export function wishKey(channel: ConsentChannel, messageClass: ConsentClass): string {
  return `${channel}:${messageClass}`;
}

export function leavePage(language: string | null, messageClass: ConsentClass, preferencesPath: string): string {
  const { words } = preferenceWords(language);
  return page(
    language,
    words.leaveTitle,
    `<p class="state">${escape(words.leaveAsk)} <strong>${escape(words.classes[messageClass])}</strong></p>
<form method="post"><input type="hidden" name="List-Unsubscribe" value="One-Click"><p><button>${escape(words.leaveButton)}</button></p></form>
${wishesLink(words, preferencesPath)}`,
  );
}

export function leftPage(language: string | null, preferencesPath: string): string {
  const { words } = preferenceWords(language);
  return page(language, words.leftTitle, `<p class="said" role="status">${escape(words.left)}</p>\n${wishesLink(words, preferencesPath)}`);
}

/** A link that is none of ours. */
export function deadLinkPage(): string {
  const { words } = preferenceWords(null);
  return page(null, words.deadTitle, `<p class="state">${escape(words.dead)}</p>`);
}

export function preferencesPage(language: string | null, wishes: readonly ChannelWishes[], isSaved: boolean): string {
  const { words } = preferenceWords(language);
  const said = isSaved ? `<p class="said" role="status">${escape(words.saved)}</p>\n` : '';
  return page(
    language,
    words.title,
    `${said}<p>${escape(words.intro)}</p>
<form method="post">
${wishes.map((one) => channelField(words, one)).join('\n')}
<p><button>${escape(words.save)}</button></p>
</form>`,
  );
}

/** A tick that cannot be set here is not sent with the form either; the sentence beside it says where it can. */
function channelField(words: PreferenceWords, { channel, allowed, mayOpen }: ChannelWishes): string {
  const isStuck = !mayOpen && CONSENT_CLASSES.some((one) => !allowed.has(one));
  const note = `note-${channel}`;
  const rows = CONSENT_CLASSES.map((one) => {
    const off = !mayOpen && !allowed.has(one) ? ` disabled aria-describedby="${note}"` : '';
    const tick = allowed.has(one) ? ' checked' : '';
    return `<label><input type="checkbox" name="${WISH_FIELD}" value="${wishKey(channel, one)}"${tick}${off}> ${escape(words.classes[one])}</label>`;
  });
  const help = isStuck ? `<span class="help" id="${note}">${escape(words.openElsewhere)}</span>` : '';
  return `<fieldset class="wishes"><legend>${escape(words.channels[channel])}</legend>${rows.join('')}${help}</fieldset>`;
}

function wishesLink(words: PreferenceWords, path: string): string {
  return `<p><a href="${escape(path)}">${escape(words.allWishes)}</a></p>`;
}

function page(language: string | null, title: string, body: string): string {
  const { lang, words } = preferenceWords(language);
  return `<!doctype html>
<html lang="${lang}" dir="${words.dir}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escape(title)}</title>
<link rel="stylesheet" href="/assets/desk.css">
</head>
<body>
<main class="status">
<h1>${escape(title)}</h1>
${body}
</main>
</body>
</html>
`;
}

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${String(character.charCodeAt(0))};`);
}
