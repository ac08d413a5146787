import { EMPTY_FORM, formPage, formProblem, thanksPage } from './form-page.rules';

const HOSTILE = `"><script>alert(1)</script><img src=x onerror='alert(2)'>`;

test('edge 69: whatever is typed comes back as text and never as a page', () => {
  const values = { text: `</textarea>${HOSTILE}`, name: HOSTILE, email: HOSTILE, phone: HOSTILE };
  const html = formPage({ place: HOSTILE, formId: HOSTILE, values, problem: HOSTILE });
  expect(html).not.toMatch(/<script|<img|onerror='/);
  expect(html.match(/<\/textarea>/g)).toHaveLength(1);
  expect(thanksPage(HOSTILE, HOSTILE, `javascript:${HOSTILE}`)).not.toMatch(/<script|<img/);
});

test('a form without words is sent back with a sentence', () => {
  expect(formProblem({ ...EMPTY_FORM, text: ' . ' })).toBe('Tell us what went wrong.');
  expect(formProblem({ ...EMPTY_FORM, text: 'x'.repeat(5001) })).toContain('at most 5000');
  expect(formProblem({ ...EMPTY_FORM, text: 'It wobbles.', name: 'n'.repeat(101) })).toContain('name');
  expect(formProblem({ ...EMPTY_FORM, text: 'It wobbles.' })).toBeNull();
});
