import { source as AXE } from 'axe-core';
import type { Page } from 'playwright-core';

/** What can be measured of how a page looks and reads. */

interface AxeFinding {
  id: string;
  help: string;
  nodes: { target: string[]; failureSummary: string }[];
}

/** What axe-core finds against WCAG 2.2 A and AA and its own best practices, a line each; [] is what a page should have. */
export async function axe(page: Page): Promise<string[]> {
  // by the debugger: the page's own policy forbids scripts from elsewhere, and that policy is part of what is tested
  const debug = await page.context().newCDPSession(page);
  await debug.send('Runtime.evaluate', { expression: AXE });
  const { result, exceptionDetails } = await debug.send('Runtime.evaluate', {
    expression: `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => JSON.stringify(violations))`,
    awaitPromise: true,
    returnByValue: true,
  });
  await debug.detach();
  if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
  return (JSON.parse(String(result.value)) as AxeFinding[]).flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${help} at ${target.join(' ')} (${failureSummary.replace(/\s+/g, ' ')})`),
  );
}

/**
 * Every visible text, also what is hidden from screen readers (axe does not look there), that has less contrast with what is painted below
 * it than WCAG 1.4.3 asks: 4.5:1, for large text (24 px, or 18.66 px bold) 3:1. Placeholders and what is typed count; disabled
 * controls do not, as in 1.4.3.
 */
export function contrast(page: Page): Promise<string[]> {
  return page.evaluate(weakTexts);
}

/** Runs in the page. */
function weakTexts(): string[] {
  type Colour = readonly [number, number, number, number];
  const pen = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  if (!pen) throw new Error('No canvas to read colours with.');
  const known = new Map<string, Colour>();
  const colourOf = (css: string): Colour => {
    const old = known.get(css);
    if (old) return old;
    pen.clearRect(0, 0, 1, 1);
    pen.fillStyle = css;
    pen.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0, alpha = 0] = pen.getImageData(0, 0, 1, 1).data;
    const colour: Colour = [red, green, blue, alpha / 255];
    known.set(css, colour);
    return colour;
  };
  const over = (top: Colour, share: number, below: Colour): Colour => {
    const weight = top[3] * share;
    return [0, 1, 2].map((part) => (top[part] ?? 0) * weight + (below[part] ?? 0) * (1 - weight)).concat(1) as unknown as Colour;
  };
  const light = (colour: Colour): number =>
    [0.2126, 0.7152, 0.0722].reduce((sum, weight, part) => {
      const value = (colour[part] ?? 0) / 255;
      return sum + weight * (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
    }, 0);
  const ground: Colour = matchMedia('(prefers-color-scheme: dark)').matches ? [18, 18, 18, 1] : [255, 255, 255, 1];
  const paintedBelow = (element: Element): Colour => {
    const line: Element[] = [];
    for (let at: Element | null = element; at; at = at.parentElement) line.unshift(at);
    return line.reduce<Colour>((below, one) => {
      const style = getComputedStyle(one);
      return over(colourOf(style.backgroundColor), Number(style.opacity), below);
    }, ground);
  };
  const shareOf = (element: Element): number => {
    let share = 1;
    for (let at: Element | null = element; at; at = at.parentElement) share *= Number(getComputedStyle(at).opacity);
    return share;
  };
  const found: string[] = [];
  const look = (element: Element, text: string, style: CSSStyleDeclaration): void => {
    const size = parseFloat(style.fontSize);
    const need = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700) ? 3 : 4.5;
    const below = paintedBelow(element);
    const [a, b] = [light(over(colourOf(style.color), shareOf(element), below)), light(below)];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < need - 0.005) found.push(`"${text.slice(0, 60)}" has ${ratio.toFixed(2)}:1 of ${String(need)}:1 (${style.color})`);
  };
  const isSeen = (element: Element, box: DOMRect): boolean =>
    box.width > 1 &&
    box.height > 1 &&
    box.right > 0 &&
    box.left < innerWidth &&
    element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
    !element.closest('.only-heard, :disabled, [aria-disabled=true], [data-disabled=true], noscript');
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    const [text, element] = [node.textContent?.trim() ?? '', node.parentElement];
    if (text === '' || !element) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    if (isSeen(element, range.getBoundingClientRect())) look(element, text, getComputedStyle(element));
  }
  for (const box of document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('input, textarea')) {
    if (!isSeen(box, box.getBoundingClientRect()) || /^(checkbox|radio|hidden|range|color|file)$/.test(box.type)) continue;
    if (box.value !== '') look(box, box.value, getComputedStyle(box));
    else if (box.placeholder !== '') look(box, box.placeholder, getComputedStyle(box, '::placeholder'));
  }
  return [...new Set(found)];
}
