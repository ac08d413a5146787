import { saysNotFixed } from './not-fixed.rules';

test.each([
  'It is still leaking',
  'not fixed at all',
  'It does not work',
  'It has not been repaired',
  'Es ist immer noch kaputt.',
  'Die Heizung funktioniert leider nicht.',
  'Das Problem ist nicht gelöst',
  'Sigue goteando mucho',
  'Todavía no funciona',
  'No está arreglado',
  'C’est toujours en panne',
  'Ça ne marche pas',
  'Le problème n’est pas réglé',
  'ما زال معطلاً',
  'الجهاز لا يعمل',
  'لم يتم الإصلاح',
])('edge 121: "%s" says that it is not fixed', (text) => {
  expect(saysNotFixed(text)).toBe(true);
});

test.each([
  'Still the best shop in town, thank you',
  'All good now',
  'Alles wieder gut, danke!',
  'Läuft wieder wie neu.',
  'Todo perfecto, gracias',
  'Otra vez gracias por todo',
  'Toujours aussi aimable, merci',
  'C’est réparé, merci encore',
  'كل شيء ممتاز، شكراً',
  '',
])('"%s" says no such thing', (text) => {
  expect(saysNotFixed(text)).toBe(false);
});
