/** What a person of ours says on the call after a complaint, in the customer's language: who calls speaks it, or reads it out. */
export interface CallWords {
  open: (customer: string | null, ref: string) => string;
  safe: string;
  sorry: string;
  did: (fix: string) => string;
  ask: string;
  gave: (gift: string) => string;
  notRight: string;
  noNumber: string;
}

const EN: CallWords = {
  open: (customer, ref) =>
    `Call ${customer ?? 'the customer'} about ${ref}. Say who you are and why you call, and ask whether it is a good moment.`,
  safe: 'Ask first whether everybody is safe and well.',
  sorry: 'Say sorry once more, in one sentence.',
  did: (fix) => `What we did: ${fix}`,
  ask: 'Ask: Is it really fixed? How well did we put it right, from 1 to 5? Write the answer down as it is said.',
  gave: (gift) => `What we gave: ${gift}. Ask whether it has arrived.`,
  notRight: 'If it is not right: promise nothing on the phone but the next call, say by when, and open the complaint again.',
  noNumber: 'We know no number that may be called. Write and ask when and where they can be called, or look for a number.',
};

const DE: CallWords = {
  open: (customer, ref) =>
    `Rufen Sie ${customer ?? 'den Kunden'} zu ${ref} an. Sagen Sie, wer Sie sind und warum Sie anrufen, und fragen Sie, ob es gerade passt.`,
  safe: 'Fragen Sie zuerst, ob es allen gut geht.',
  sorry: 'Bitten Sie noch einmal um Entschuldigung, in einem Satz.',
  did: (fix) => `Was wir getan haben: ${fix}`,
  ask: 'Fragen Sie: Ist es wirklich behoben? Wie gut haben wir es gelöst, von 1 bis 5? Schreiben Sie die Antwort auf, wie sie gesagt wird.',
  gave: (gift) => `Was wir geschenkt haben: ${gift}. Fragen Sie, ob es angekommen ist.`,
  notRight:
    'Wenn es nicht in Ordnung ist: Versprechen Sie am Telefon nur den nächsten Anruf, sagen Sie bis wann, und öffnen Sie die Beschwerde wieder.',
  noNumber:
    'Wir kennen keine Nummer, die angerufen werden darf. Fragen Sie schriftlich, wann und wo ein Anruf passt, oder suchen Sie eine Nummer.',
};

const ES: CallWords = {
  open: (customer, ref) =>
    `Llame a ${customer ?? 'la persona'} por ${ref}. Diga quién es y por qué llama, y pregunte si es un buen momento.`,
  safe: 'Pregunte primero si todos están bien.',
  sorry: 'Pida disculpas otra vez, en una frase.',
  did: (fix) => `Lo que hicimos: ${fix}`,
  ask: 'Pregunte: ¿Está resuelto de verdad? ¿Qué tal lo hemos arreglado, de 1 a 5? Apunte la respuesta tal como se dice.',
  gave: (gift) => `Lo que regalamos: ${gift}. Pregunte si ha llegado.`,
  notRight: 'Si no está bien: por teléfono prometa solo la próxima llamada, diga para cuándo, y abra otra vez la queja.',
  noNumber: 'No tenemos ningún número al que se pueda llamar. Pregunte por escrito cuándo y dónde llamar, o busque un número.',
};

const FR: CallWords = {
  open: (customer, ref) =>
    `Appelez ${customer ?? 'la personne'} au sujet de ${ref}. Dites qui vous êtes et pourquoi vous appelez, et demandez si c’est le bon moment.`,
  safe: 'Demandez d’abord si tout le monde va bien.',
  sorry: 'Présentez encore une fois nos excuses, en une phrase.',
  did: (fix) => `Ce que nous avons fait : ${fix}`,
  ask: 'Demandez : est-ce vraiment réglé ? Avons-nous bien réglé le problème, de 1 à 5 ? Notez la réponse telle qu’elle est dite.',
  gave: (gift) => `Ce que nous avons offert : ${gift}. Demandez si c’est bien arrivé.`,
  notRight: 'Si ce n’est pas réglé : au téléphone, ne promettez que le prochain appel, dites pour quand, et rouvrez la réclamation.',
  noNumber: 'Nous n’avons aucun numéro à appeler. Demandez par écrit quand et où appeler, ou cherchez un numéro.',
};

const AR: CallWords = {
  open: (customer, ref) => `اتصلوا بـ ${customer ?? 'العميل'} بخصوص ${ref}. قولوا من أنتم ولماذا تتصلون، واسألوا إن كان الوقت مناسبًا.`,
  safe: 'اسألوا أولًا إن كان الجميع بخير.',
  sorry: 'اعتذروا مرة أخرى في جملة واحدة.',
  did: (fix) => `ما فعلناه: ${fix}`,
  ask: 'اسألوا: هل حُلّت المشكلة فعلًا؟ كيف تقيّمون ما فعلناه من 1 إلى 5؟ اكتبوا الجواب كما قيل.',
  gave: (gift) => `ما قدمناه: ${gift}. اسألوا إن كان قد وصل.`,
  notRight: 'إن لم تُحل المشكلة: لا تعدوا في الهاتف إلا بالاتصال القادم، وقولوا متى، وافتحوا الشكوى من جديد.',
  noNumber: 'لا نعرف رقمًا يمكن الاتصال به. اسألوا كتابةً متى وأين يمكن الاتصال، أو ابحثوا عن رقم.',
};

const WORDS: Readonly<Record<string, CallWords>> = { en: EN, de: DE, es: ES, fr: FR, ar: AR };

/** The words of the first language that has some; English where none has. `languages`: as `languageChain` gives them. */
export function callWords(languages: readonly string[]): CallWords {
  return languages.map((tag) => WORDS[tag]).find((words) => words !== undefined) ?? EN;
}
