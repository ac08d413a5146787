import { closedPage, joinPage, joinProblem } from './join.rules';

const empty = { name: '', email: '', problem: null };

test('a name or an address cannot bring its own HTML into the page', () => {
  const nasty = `"><script>alert('1')</script>`;
  const html = joinPage({ kind: 'setup', name: nasty, email: nasty, problem: nasty });
  expect(html).not.toContain('<script>');
  expect(html).not.toContain(`"">`);
  expect(html).toContain('&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;');
});

test('the pages carry no style and no script of their own, so the strict content policy holds', () => {
  for (const html of [joinPage({ kind: 'setup', ...empty }), joinPage({ kind: 'invite', ...empty }), closedPage()]) {
    expect(html).not.toMatch(/<script|<style|style=|\son[a-z]+=/i);
  }
});

test('every field has a label, and a problem is read out with the field', () => {
  const html = joinPage({ kind: 'setup', ...empty, problem: 'This password is easy to guess.' });
  for (const id of ['name', 'email', 'password']) expect(html).toContain(`<label for="${id}">`);
  expect(html).toMatch(/role="alert" id="problem"/);
  expect(html).toContain('aria-describedby="password-help problem"');
});

test('an invitation shows whom it is for and does not let them change the address', () => {
  const html = joinPage({ kind: 'invite', name: 'Anna', email: 'anna@example.com', problem: null });
  expect(html).toMatch(/<input id="email" type="email" autocomplete="username" readonly value="anna@example.com">/);
});

test('the first account needs a name and an address', () => {
  expect(joinProblem(' ', 'anna@example.com')).toMatch(/name/);
  expect(joinProblem('Anna', 'anna')).toMatch(/address/);
  expect(joinProblem('Anna', 'anna@example.com')).toBeNull();
});
