import type { ConsentChannel, ConsentClass } from './consent.rules';

/** The words of the pages on which customers say what they want, in the languages of the desk's readers. */
export interface PreferenceWords {
  dir: 'ltr' | 'rtl';
  leaveTitle: string;
  /** Before the name of what is left. */
  leaveAsk: string;
  leaveButton: string;
  leftTitle: string;
  left: string;
  allWishes: string;
  title: string;
  intro: string;
  save: string;
  saved: string;
  openElsewhere: string;
  deadTitle: string;
  dead: string;
  channels: Readonly<Record<ConsentChannel, string>>;
  classes: Readonly<Record<ConsentClass, string>>;
}

const ENGLISH: PreferenceWords = {
  dir: 'ltr',
  leaveTitle: 'No more of these mails?',
  leaveAsk: 'We will not mail you this any more:',
  leaveButton: 'Stop these mails',
  leftTitle: 'Done',
  left: 'You will not get these mails any more.',
  allWishes: 'See everything we may send you',
  title: 'What we may send you',
  intro: 'Take away the tick where you want nothing from us.',
  save: 'Save',
  saved: 'Saved. This holds from now on.',
  openElsewhere: 'To get these again, text START to us from your phone, or use the link in a message that came this way.',
  deadTitle: 'This link does not work',
  dead: 'This link is not complete. Use the link in our latest message, or write to us.',
  channels: { email: 'E-mail', sms: 'Text messages', call: 'Calls', post: 'Letters' },
  classes: {
    service: 'News about your complaint',
    gesture: 'Something extra after a complaint',
    survey: 'Questions about how we did',
    marketing: 'Advertising',
  },
};

const GERMAN: PreferenceWords = {
  dir: 'ltr',
  leaveTitle: 'Keine solchen Mails mehr?',
  leaveAsk: 'Das schicken wir Ihnen dann nicht mehr per Mail:',
  leaveButton: 'Diese Mails abbestellen',
  leftTitle: 'Erledigt',
  left: 'Sie bekommen diese Mails nicht mehr.',
  allWishes: 'Alles ansehen, was wir Ihnen schicken dürfen',
  title: 'Was wir Ihnen schicken dürfen',
  intro: 'Nehmen Sie das Häkchen weg, wo Sie nichts von uns möchten.',
  save: 'Speichern',
  saved: 'Gespeichert. Das gilt ab sofort.',
  openElsewhere:
    'Um sie wieder zu bekommen, schicken Sie uns START per SMS, oder nutzen Sie den Link in einer Nachricht, die auf diesem Weg kam.',
  deadTitle: 'Dieser Link geht nicht',
  dead: 'Dieser Link ist nicht vollständig. Nehmen Sie den Link aus unserer letzten Nachricht, oder schreiben Sie uns.',
  channels: { email: 'E-Mail', sms: 'SMS', call: 'Anrufe', post: 'Briefe' },
  classes: {
    service: 'Neues zu Ihrer Beschwerde',
    gesture: 'Eine Aufmerksamkeit nach einer Beschwerde',
    survey: 'Fragen, wie wir es gemacht haben',
    marketing: 'Werbung',
  },
};

const SPANISH: PreferenceWords = {
  dir: 'ltr',
  leaveTitle: '¿No quiere más correos de este tipo?',
  leaveAsk: 'Ya no le enviaremos por correo:',
  leaveButton: 'No recibir más estos correos',
  leftTitle: 'Hecho',
  left: 'Ya no recibirá estos correos.',
  allWishes: 'Ver todo lo que podemos enviarle',
  title: 'Lo que podemos enviarle',
  intro: 'Quite la marca donde no quiera nada de nosotros.',
  save: 'Guardar',
  saved: 'Guardado. Vale desde ahora.',
  openElsewhere: 'Para volver a recibirlos, envíenos START desde su teléfono, o use el enlace de un mensaje que le llegó por esta vía.',
  deadTitle: 'Este enlace no funciona',
  dead: 'El enlace no está completo. Use el enlace de nuestro último mensaje, o escríbanos.',
  channels: { email: 'Correo electrónico', sms: 'Mensajes de texto', call: 'Llamadas', post: 'Cartas' },
  classes: {
    service: 'Noticias sobre su queja',
    gesture: 'Un detalle después de una queja',
    survey: 'Preguntas sobre cómo lo hicimos',
    marketing: 'Publicidad',
  },
};

const FRENCH: PreferenceWords = {
  dir: 'ltr',
  leaveTitle: 'Ne plus recevoir ces mails ?',
  leaveAsk: 'Nous ne vous enverrons plus par mail :',
  leaveButton: 'Ne plus recevoir ces mails',
  leftTitle: 'C’est fait',
  left: 'Vous ne recevrez plus ces mails.',
  allWishes: 'Voir tout ce que nous pouvons vous envoyer',
  title: 'Ce que nous pouvons vous envoyer',
  intro: 'Retirez la coche là où vous ne voulez rien de nous.',
  save: 'Enregistrer',
  saved: 'Enregistré. Cela vaut dès maintenant.',
  openElsewhere: 'Pour les recevoir de nouveau, envoyez-nous START par SMS, ou utilisez le lien d’un message reçu par ce moyen.',
  deadTitle: 'Ce lien ne marche pas',
  dead: 'Ce lien n’est pas complet. Prenez le lien de notre dernier message, ou écrivez-nous.',
  channels: { email: 'E-mail', sms: 'SMS', call: 'Appels', post: 'Lettres' },
  classes: {
    service: 'Nouvelles de votre réclamation',
    gesture: 'Une attention après une réclamation',
    survey: 'Questions sur notre travail',
    marketing: 'Publicité',
  },
};

const ARABIC: PreferenceWords = {
  dir: 'rtl',
  leaveTitle: 'لا تريد هذه الرسائل بعد الآن؟',
  leaveAsk: 'لن نرسل إليك بالبريد الإلكتروني بعد الآن:',
  leaveButton: 'إيقاف هذه الرسائل',
  leftTitle: 'تم',
  left: 'لن تصلك هذه الرسائل بعد الآن.',
  allWishes: 'عرض كل ما يمكننا إرساله إليك',
  title: 'ما يمكننا إرساله إليك',
  intro: 'أزل العلامة حيث لا تريد شيئا منا.',
  save: 'حفظ',
  saved: 'تم الحفظ. يسري ذلك من الآن.',
  openElsewhere: 'لتصلك من جديد أرسل إلينا START من هاتفك، أو استخدم الرابط في رسالة وصلتك بهذه الطريقة.',
  deadTitle: 'هذا الرابط لا يعمل',
  dead: 'الرابط غير كامل. استخدم الرابط في آخر رسالة منا، أو اكتب إلينا.',
  channels: { email: 'البريد الإلكتروني', sms: 'الرسائل النصية', call: 'المكالمات', post: 'الرسائل البريدية' },
  classes: { service: 'أخبار عن شكواك', gesture: 'لفتة إضافية بعد الشكوى', survey: 'أسئلة عن خدمتنا', marketing: 'إعلانات' },
};

const WORDS: Readonly<Record<string, PreferenceWords>> = { en: ENGLISH, de: GERMAN, es: SPANISH, fr: FRENCH, ar: ARABIC };

/** The words of this language (BCP 47), English where we have none; `lang` is what the page says of itself. */
export function preferenceWords(language: string | null): { lang: string; words: PreferenceWords } {
  const base = language?.toLowerCase().split('-')[0] ?? 'en';
  const words = WORDS[base];
  return words === undefined ? { lang: 'en', words: ENGLISH } : { lang: base, words };
}
