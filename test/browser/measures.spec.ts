import { openDesk } from '../support/browser';
import { axe, contrast } from '../support/browser-looks';
import { World } from '../support/world';

/** That the measures of these specs can find something: a measure that is always content would let everything through. */

let world: World;
beforeAll(async () => {
  world = await World.start({ queues: false });
});
afterAll(() => world.stop());

test('weak text is found, also where screen readers are told to look away, on tinted ground, half transparent, and as a placeholder', async () => {
  const page = await openDesk(world, null);
  await page.evaluate(() => {
    const add = (tag: string, text: string, look: Partial<CSSStyleDeclaration>): HTMLElement => {
      const element = document.createElement(tag);
      element.textContent = text;
      Object.assign(element.style, look);
      document.body.append(element);
      return element;
    };
    add('span', 'hidden from readers', { color: '#999' }).setAttribute('aria-hidden', 'true');
    add('div', '', { backgroundColor: '#c92a2a' }).append(add('span', 'red on red', { color: 'rgb(201 42 42)' }));
    add('div', 'half there', { color: '#000', opacity: '0.4' });
    add('b', 'large and grey', { color: '#888', fontSize: '24px' });
    const box = add('input', '', {}) as HTMLInputElement;
    box.placeholder = 'a strong placeholder';
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('.weak::placeholder { color: #bbb; }');
    document.adoptedStyleSheets.push(sheet);
    const weak = add('input', '', {}) as HTMLInputElement;
    weak.className = 'weak';
    weak.placeholder = 'a weak placeholder';
  });
  const found = (await contrast(page)).map((line) => line.split('"')[1]);
  expect(found).toEqual(expect.arrayContaining(['hidden from readers', 'red on red', 'half there', 'a weak placeholder']));
  expect(found).toHaveLength(4);
});

test('a box without a name is found', async () => {
  const page = await openDesk(world, null);
  await page.evaluate(() => document.querySelector('main')?.append(document.createElement('input')));
  expect((await axe(page)).join()).toContain('label:');
});
