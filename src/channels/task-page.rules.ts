import { escapeHtml, htmlPage } from '../platform/http/html.rules';

/** What is printed and taken to the telephone or put into an envelope: a whole page without script or inline style. */
export interface TaskPage {
  kind: 'call' | 'post' | 'no_way_to_reach' | 'human_check';
  ref: string | null;
  place: string | null;
  customer: string | null;
  address: string | null;
  script: string;
  /** In words, in the place's time. */
  due: string;
  best: string | null;
}

const TITLES: Readonly<Record<TaskPage['kind'], string>> = {
  call: 'Call the customer',
  post: 'Write to the customer',
  no_way_to_reach: 'Find a way to reach the customer',
  human_check: 'Read the customer’s answer',
};

export function taskPage({ kind, ref, place, customer, address, script, due, best }: TaskPage): string {
  const facts: [string, string | null][] = [
    ['Complaint', ref],
    ['Place', place],
    ['Customer', customer],
    [kind === 'post' ? 'Address' : 'Number', address],
    ['Until', due],
    ['Best from', best],
  ];
  const rows = facts.flatMap(([name, value]) => (value === null ? [] : [`<dt>${name}</dt><dd>${escapeHtml(value)}</dd>`]));
  const words = script.split(/\n{2,}/).map((part) => `<p>${escapeHtml(part).replaceAll('\n', '<br>')}</p>`);
  return htmlPage(
    TITLES[kind],
    `<h1>${TITLES[kind]}</h1>
<dl>
${rows.join('\n')}
</dl>
${words.join('\n')}`,
    'task',
  );
}
