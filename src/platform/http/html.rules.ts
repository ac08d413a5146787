/** Pages that the desk writes itself: whole ones, which work without scripts; nothing in them is style or script. */

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text as HTML shows it, also inside quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
}

/** A page around `main`, which is HTML already, as is `title`. `look` names how the style sheet sets it. */
export function htmlPage(title: string, main: string, look?: 'task' | 'voucher'): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<link rel="stylesheet" href="/assets/desk.css">
</head>
<body>
<main${look === undefined ? '' : ` class="${look}"`}>
${main}
</main>
</body>
</html>
`;
}
