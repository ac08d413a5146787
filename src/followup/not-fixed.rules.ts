/**
 * Words that say it is not fixed, in the languages of the desk's own texts (edge 121). Rather too many hits than too few: a hit costs a person a minute, a miss
 * closes the complaint of somebody whose thing is broken. Each language is tried, because nobody can be sure which one a customer writes in.
 */
const PHRASES: Readonly<Record<'en' | 'de' | 'es' | 'fr' | 'ar', RegExp>> = {
  en: /\b(still|again|yet)\b.{0,30}\b(broken|wrong|leak\w*|not|does ?n[o'’]t|isn['’]?t|waiting|problem)\b|\bnot (been )?(fixed|solved|working|right|resolved|repaired)\b|\b(does|did) ?n[o'’]t (work|help)\b/iu,
  de: /\b(noch immer|immer noch|weiterhin|schon wieder|wieder)\b.{0,30}(kaputt|defekt|undicht|falsch|nicht|kein|probleme?\b|leck|tropft)|\b(funktioniert|geht|läuft|klappt)\b.{0,20}\bnicht\b|\bnicht (behoben|gelöst|repariert|erledigt|in ordnung)\b|\bungelöst\b/iu,
  es: /\b(sigue|siguen|todavía|todavia|aún|aun|otra vez|de nuevo)\b.{0,30}(rot[oa]s?\b|mal\b|gotea|sin |no\b|problema|averiad|estropead|esperando)|\bno (está |esta |ha sido |han )?(arreglad|solucionad|resuelt|reparad)|\bno funciona/iu,
  fr: /\b(toujours|encore)\b.{0,30}(cassé|en panne|faux|fuit|fuite|pas\b|problème|défectueu|attends)|\bpas (été |encore |vraiment |du tout )?(réparé|réglé|résolu|corrigé|bon\b)|\bne (fonctionne|marche)\b.{0,10}\b(pas|plus)\b|\b(fonctionne|marche) (toujours |encore )?pas\b/iu,
  ar: /(ما زال|ما زالت|مازال|مازالت|لا يزال|لا تزال|لايزال).{0,30}(معطل|مكسور|تسر|يسر|مشكل|خطأ|لا |عطل|ينتظر|أنتظر)|(لم يتم|لم يُ?صل[َّ]?ح|لم يُحل|لم تُحل|غير محلول|لا يعمل|لا تعمل|لم تحل|لم يحل)/u,
};

/** Words that say it is not fixed, whatever the mark says. */
export function saysNotFixed(text: string): boolean {
  return Object.values(PHRASES).some((phrase) => phrase.test(text));
}
