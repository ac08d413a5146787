import { plainWords } from './plain-words.rules';
import { readReply, type ReplyKind } from './stop-words.rules';

const kindOf = (text: string, language: string | null = null): ReplyKind => readReply(text, language).kind;

describe('edge 111: the words of the law stop, however they are written', () => {
  test.each(['STOP', 'QUIT', 'END', 'REVOKE', 'OPT OUT', 'CANCEL', 'UNSUBSCRIBE'])('%s', (word) => {
    for (const text of [
      word,
      word.toLowerCase(),
      `${word}!!!`,
      ` ${word}. `,
      `Please ${word.toLowerCase()}`,
      `${word} 🛑`,
      `👎${word}👎`,
      `"${word}"`,
      `${word}, thanks`,
    ])
      for (const language of ['en', 'de-AT', 'ar', null])
        expect([text, language, kindOf(text, language)]).toEqual([text, language, 'stop']);
  });

  test.each([
    ['s.t.o.p'],
    ['S T O P'],
    ['Stooop'],
    ['STOP STOP STOP'],
    ['ＳＴＯＰ'],
    ['stóp'],
    ['opt-out'],
    ['Opt\u200b out'],
    ['stop all'],
    ['STOPALL'],
    ['stop it please'],
    ['ok stop'],
    ['please just stop texting'],
    ['stop text messages'],
    ['Remove me!'],
    ['STOP\nSent from my iPhone'],
    ['Stop\n\n-- \nAnn Brown, Director'],
    ['unsubscribe now pls'],
  ])('"%s" stops', (text) => expect(kindOf(text)).toBe('stop'));
});

describe('phrases that are clear', () => {
  test.each([
    // English
    ['Don’t text me'],
    ["please don't text me again"],
    ['Do not text this number'],
    ['never message me again'],
    ['Stop texting me'],
    ['Can you please stop texting me?'],
    ["I don't want any more messages"],
    ['I do not want to receive these texts'],
    ['No more texts please'],
    ['please no more messages'],
    ['stop sending me these'],
    ['Stop sending me your stupid text messages'],
    ['Take me off your list'],
    ['remove my number from your database'],
    ['I want to unsubscribe'],
    ['unsubscribe me'],
    ['opt me out please'],
    ['I revoke my consent'],
    ['leave me alone!!'],
    ["don't send me any more texts"],
    ["I've asked you to stop texting me. Stop texting me!"],
    ['No texts'],
    ["Don't text me, call me"],
    // German
    ['Bitte keine SMS mehr'],
    ['bitte keine sms mehr!!! 😡'],
    ['Ich möchte keine Nachrichten mehr erhalten'],
    ['Keine weiteren SMS'],
    ['Hören Sie auf mir SMS zu schicken'],
    ['Schreiben Sie mir nicht mehr'],
    ['Lassen Sie mich in Ruhe'],
    ['Ich möchte mich abmelden'],
    ['Ich widerrufe meine Einwilligung'],
    ['Schicken Sie mir bitte keine SMS'],
    ['Stopp'],
    ['STOPP bitte'],
    ['abmelden'],
    ['Hör auf'],
    // Spanish
    ['No me escriban más'],
    ['Por favor, no me envíen más mensajes'],
    ['¡No más mensajes!'],
    ['Dejen de escribirme'],
    ['no quiero recibir más sms'],
    ['Quiero darme de baja'],
    ['BAJA'],
    ['Darme de baja por favor'],
    ['dejen de enviarme mensajes'],
    ['Borren mi número'],
    ['Déjenme en paz'],
    // French
    ['Ne m’écrivez plus'],
    ["Merci de ne plus m'envoyer de SMS"],
    ["Ne m'envoyez plus de messages"],
    ['ARRÊT'],
    ['arret'],
    ['Arrêtez les SMS'],
    ['Arrêtez de m’envoyer des SMS'],
    ['plus de SMS svp'],
    ['Désabonnez-moi'],
    ['Je veux me désabonner'],
    ['Laissez-moi tranquille'],
    ["Arrêtez s'il vous plaît"],
    ['Se désabonner'],
    // Arabic
    ['توقف'],
    ['تَوَقَّفْ'],
    ['توقفوا من فضلكم'],
    ['إلغاء الاشتراك'],
    ['الغاء الاشتراك'],
    ['أوقفوا الرسائل'],
    ['لا ترسلوا لي رسائل'],
    ['لا تراسلوني'],
    ['لا أريد رسائل'],
    ['لا أريد استلام المزيد من الرسائل'],
    ['أريد إلغاء اشتراكي'],
    ['توقفوا عن إرسال الرسائل'],
    ['احذفوا رقمي'],
    ['قف'],
    ['ايقــــاف'],
  ])('"%s"', (text) => expect(kindOf(text)).toBe('stop'));
});

describe('what is not clear goes to a person', () => {
  test('edge 112: "Please stop, but do call me about my car"', () => {
    expect(readReply('Please stop, but do call me about my car', 'en')).toEqual({ kind: 'unclear', words: 'stop' });
  });

  test.each([
    ['cancel my order'],
    ['I want to cancel my order'],
    ['Cancel it'],
    ['How do I unsubscribe?'],
    ['Stop. The noise is back.'],
    ['make it stop'],
    ['why did you stop texting me'],
    ["don't stop texting me"],
    ['Stop texting me until Monday'],
    ["please don't text me at night"],
    ['stop calling me'],
    ['no more calls'],
    ['🛑'],
    ['Stop sending me the wrong parts'],
    ['you sent the tools to the wrong person again'],
    ['Stornieren Sie meine Bestellung'],
    ['Ich kündige den Vertrag, kündigen!'],
    ['Ich habe keine SMS mehr erhalten'],
    ['Ich widerrufe den Kauf'],
    ['keine Anrufe mehr'],
    ['Quiero cancelar mi pedido'],
    ['Quiero dar de baja el seguro'],
    ['No me llamen'],
    ['Dejen de enviarme piezas equivocadas'],
    ['Je veux annuler ma commande'],
    ['Je ne reçois plus de SMS, pourquoi ?'],
    ["Arrêtez de m'appeler"],
    ['أريد إلغاء الطلب'],
    ['لا تتصلوا بي'],
  ])('"%s"', (text) => expect(kindOf(text)).toBe('unclear'));

  test('an everyday word stops where the language is its own or not known', () => {
    expect([kindOf('Alto', 'es-MX'), kindOf('Alto', null), kindOf('alto', 'en')]).toEqual(['stop', 'stop', 'unclear']);
    expect([kindOf('Halt!', 'de'), kindOf('Fin', 'fr'), kindOf('Fin', 'de'), kindOf('Ende', 'sv')]).toEqual([
      'stop',
      'stop',
      'unclear',
      'stop',
    ]);
  });
});

describe('traps: words that stop elsewhere', () => {
  test.each([
    ["The noise won't stop"],
    ["I'll stop by tomorrow"],
    ['stop by tomorrow'],
    ['End of story'],
    ['at the end of the day it works'],
    ['The bus stop'],
    ['It works until the end'],
    ['It does not stop'],
    ['The brakes do not stop the car'],
    ['The car won’t start'],
    ['I started it twice'],
    ['We met at the bus stop'],
    ['My order never arrived'],
    ['You cancelled my booking!'],
    ['Thanks, it works'],
    ['I got no message'],
    ['2 still leaks'],
    ['yes'],
    ['No'],
    ['👍'],
    [''],
    ['   '],
    ['I am not happy'],
    ['It was not my fault'],
    ['You gave me the wrong number of plates'],
    ["I didn't get your text"],
    ["I don't have your message here"],
    ['Am Ende war alles gut'],
    ['Ich habe keine Nachricht von Ihnen'],
    ['Ende gut, alles gut'],
    ['Das Geräusch hört nicht auf'],
    ['Das Wochenende passt'],
    ['Al final funciona'],
    ['El fin de semana está bien'],
    ['No me envió el mensaje'],
    ['Para mañana está bien'],
    ['La calidad es baja'],
    ['À la fin ça marche'],
    ['La fin de semaine me va'],
    ['Le bruit ne s’arrête pas'],
    ['لا يعمل'],
    ['في نهاية الأسبوع'],
    ['المحرك لا يتوقف'],
  ])('"%s"', (text) => expect(readReply(text, null)).toEqual({ kind: 'none', words: '' }));
});

describe('START, in the customer’s own words', () => {
  test.each([
    ['START'],
    ['start please'],
    ['Unstop'],
    ['opt in'],
    ['Starten'],
    ['bitte anmelden'],
    ['Iniciar'],
    ['Alta'],
    ['Reprendre'],
    ['ابدأ'],
    ['اشتراك من فضلك'],
    ['Start 👍'],
  ])('"%s"', (text) => expect(kindOf(text)).toBe('start'));
});

describe('edge 130: somebody else has this number', () => {
  test.each([
    ['not me'],
    ['Not me!'],
    ["That's not me"],
    ['Wrong number'],
    ['Sorry, wrong number 🙃'],
    ['You have the wrong number'],
    ['This is the wrong number, please stop'],
    ['wrong person'],
    ["I'm not that person"],
    ['Falsche Nummer'],
    ['Sie haben die falsche Nummer'],
    ['Das bin ich nicht'],
    ['Número equivocado'],
    ['No soy yo'],
    ['Se equivoca de número'],
    ['Mauvais numéro'],
    ['Vous avez le mauvais numéro'],
    ['Ce n’est pas moi'],
    ['رقم خطأ'],
    ['الرقم غلط'],
    ['لست أنا'],
  ])('"%s"', (text) => expect(kindOf(text)).toBe('not_me'));

  test('a tale about a wrong number goes to a person', () => expect(kindOf('The wrong number was on my invoice')).toBe('unclear'));
});

test('one spelling for all ways to type it', () => {
  expect(plainWords('  DON’T…  tëxt\tme!! ')).toBe('dont text me');
  expect(plainWords('Straße')).toBe('strasse');
  expect(plainWords('🙂🙂')).toBe('');
});

test('a text of 100,000 characters that almost matches is read like any other', () => {
  for (const piece of ['stop sending me these ', 'a ', 'dont want any more of these your all text ', 'لا ترسلوا لي ', ' ', '\n', 'ppp']) {
    expect(['stop', 'unclear', 'none']).toContain(kindOf(piece.repeat(100_000 / piece.length)));
  }
});
