import { STARTERS } from '../../test/support/one-up-facts';
import { conditionalWords, conditionProblem } from './template-words.rules';

test.each([
  ['We offer this in full and final settlement of the matter.', 'in full and final settlement'],
  ['Please withdraw your complaint.', 'withdraw your complaint'],
  ['A car wash, if you withdraw the claim', 'if you withdraw'],
  ['We would love a five-star review', 'a five-star review'],
  ['Leave a review and get 10', 'Leave a review'],
  ['In return for your patience and silence', 'In return for'],
  ['Yours on condition that you tell nobody', 'on condition that you'],
  ['By taking it you waive your rights', 'waive your rights'],
  ['If you don’t post about it, this is yours', "If you don't post"],
  ['You will make no further claims', 'no further claims'],
])('R5: "%s" ties a gift to something', (text, words) => {
  expect(conditionalWords(text)).toContain(words);
});

test.each([
  'A free oil change at your next visit, because we kept you waiting.',
  'Nothing you need to do. It is on your account already.',
  'If you have any questions, call Mia.',
  'Your complaint helped us; thank you.',
  'We are sorry that the first repair did not hold.',
])('R5: "%s" is an honest gift', (text) => {
  expect(conditionalWords(text)).toEqual([]);
});

test.each([
  // German
  ['Der Gutschein ist zur endgültigen Abgeltung.', 'zur endgültigen Abgeltung'],
  ['Bitte ziehen Sie Ihre Beschwerde zurück.', 'ziehen Sie Ihre Beschwerde zurück'],
  ['Ein Kaffee, wenn Sie die Klage wieder zurücknehmen', 'Klage wieder zurücknehmen'],
  ['Sie verzichten auf alle weiteren Ansprüche.', 'verzichten auf alle weiteren Ansprüche'],
  ['Wir freuen uns über eine Fünf-Sterne-Bewertung.', 'eine Fünf-Sterne-Bewertung'],
  ['Empfehlen Sie uns weiter!', 'Empfehlen Sie uns'],
  ['Eine Autowäsche, im Gegenzug schweigen Sie.', 'im Gegenzug'],
  ['Unter der Bedingung, dass es unter uns bleibt', 'Unter der Bedingung'],
  // Spanish
  ['Es un acuerdo total y definitivo.', 'acuerdo total y definitivo'],
  ['Un café si retira su queja', 'retira su queja'],
  ['Renuncia a todos sus derechos.', 'Renuncia a todos sus derechos'],
  ['Déjenos una buena reseña.', 'una buena reseña'],
  ['Un lavado gratis a cambio de su silencio', 'a cambio de'],
  ['Siempre y cuando no diga nada', 'Siempre y cuando'],
  ['Gratis si no lo publica', 'si no lo publica'],
  // French
  ['Ce bon est pour solde de tout compte.', 'pour solde de tout compte'],
  ['Merci de retirer votre plainte.', 'retirer votre plainte'],
  ['Vous renoncez à tous vos droits.', 'renoncez à tous vos droits'],
  ['Laissez-nous un petit avis.', 'Laissez-nous un petit avis'],
  ['Notez-nous !', 'Notez-nous'],
  ['Un café en échange d’un sourire', "en échange d'un"],
  ['À condition que cela reste entre nous', 'À condition que'],
  ['Un lavage si vous supprimez le message', 'si vous supprimez'],
  // Arabic, with and without vowel marks
  ['هذه تسوية نهائية للموضوع', 'تسوية نهائية'],
  ['يرجى سحب الشكوى', 'سحب الشكوى'],
  ['بالتنازل عن حقوقكم', 'بالتنازل عن حقوقكم'],
  ['قيّمونا على الإنترنت', 'قيمونا'],
  ['اكتبوا لنا تقييما جيدا', 'اكتبوا لنا تقييما'],
  ['قهوة مقابل صمتكم', 'مقابل'],
  ['قهوة بشرط أن لا تخبر أحدا', 'بشرط أن'],
  ['غسيل مجاني إذا حذفت المنشور', 'إذا حذفت'],
])('R5: "%s" ties a gift to something', (text, words) => {
  expect(conditionalWords(text)).toContain(words);
  expect(conditionalWords(text.normalize('NFD'))).toContain(words);
});

test.each([
  'Ein Kaffee aufs Haus, weil Sie warten mussten. Sie müssen nichts dafür tun.',
  'Ihre Beschwerde hat uns geholfen; danke. Wenn Sie Fragen haben, rufen Sie Mia an.',
  'Wir nehmen das defekte Gerät zurück und bewerten den Schaden selbst.',
  'Un café de nuestra parte, sin condiciones. Gracias por su queja, que nos ayudó.',
  'Si tiene preguntas, llámenos. Lavado gratis siempre que venga este mes.',
  'Un lavage offert, sans condition. Votre réclamation nous a aidés.',
  'Si vous avez des questions, appelez-nous. Nous avons pris note de votre demande.',
  'قهوة مجانية بدون مقابل لأننا تأخرنا عليك',
  'شكواك ساعدتنا، شكرا لك. إذا كان لديك سؤال فاتصل بنا.',
])('R5: "%s" is an honest gift', (text) => {
  expect(conditionalWords(text)).toEqual([]);
});

test('the words are named in the order of the text, and the first in the refusal', () => {
  const text = 'Rate us, and drop the complaint. Rate us!';
  expect(conditionalWords(text)).toEqual(['Rate us', 'drop the complaint']);
  expect(conditionProblem(text)).toBe('A gift must not ask for anything in return: take out "Rate us".');
  for (const { customerText } of STARTERS) expect(conditionProblem(customerText)).toBeNull();
});
