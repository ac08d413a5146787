/** Words that an office writes and nobody says, with what people say instead where one word will do. Looked for as whole words. */

function words(pattern: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${pattern})(?![\\p{L}\\p{N}])`, 'giu');
}

export const JARGON: Readonly<Record<string, RegExp>> = {
  en: words(
    'utili[sz]\\w*|commenc\\w*|endeavou?r\\w*|herewith|hereby|pursuant|aforementioned|in accordance with|at your earliest convenience|please be advised|tickets?|escalat\\w*|slas?|stakeholders?|leverag\\w*|facilitat\\w*|prior to|subsequent(?:ly)?|remuneration|root causes?|as per|we regret to inform|any inconvenience|in the event that|with regard to|in respect of',
  ),
  de: words(
    'bezugnehmend|diesbezüglich|seitens|zwecks|mittels|hinsichtlich|in kenntnis (?:setzen|gesetzt)|tickets?|eskalier\\p{L}*|unannehmlichkeiten|zeitnah|schnellstmöglich|anbei|betreffs|gemäß|sachverhalt\\p{L}*|vorgangsnummer|bearbeitungsvorgang|wir bedauern, ihnen',
  ),
  es: words(
    'a la mayor brevedad|(?:mediante|por) la presente|incidencias?|tramit\\p{L}+|tickets?|escal(?:ar|ado|amos)|subsan\\p{L}+|en relación con|de conformidad con|procedemos a|proceder a|disculpe las molestias|a efectos de|anteriormente mencionad\\p{L}',
  ),
  fr: words(
    "dans les meilleurs délais|veuillez|tickets?|escalad\\p{L}+|conformément à|ci-joint|accus\\p{L}+ réception|désagréments?|dysfonctionnements?|procéder à|afférent\\p{L}*|susmentionné\\p{L}*|nous vous prions d'\\p{L}+|au titre de|le cas échéant",
  ),
  ar: words(
    'بموجب|وفقا ل\\p{L}*|آنف الذكر|المشار [إا]ليه\\p{L}*|نحيطكم علما|(?:ال)?تذكرة|(?:ال)?تصعيد|حيثيات|نفيدكم|بهذا الصدد|المذكور\\p{L}* [أا]علاه',
  ),
};
