import fc from 'fast-check';
import { attachmentHeader } from './disposition.rules';

test('a name with accents, quotes and line breaks stays a name', () => {
  expect(attachmentHeader('Fußboden "neu".jpg')).toBe(
    `attachment; filename="Fuboden _neu_.jpg"; filename*=UTF-8''Fu%C3%9Fboden%20%22neu%22.jpg`,
  );
  expect(attachmentHeader('照片.png')).toBe(`attachment; filename=".png"; filename*=UTF-8''%E7%85%A7%E7%89%87.png`);
  expect(attachmentHeader('a\r\nSet-Cookie: x=1')).not.toMatch(/[\r\n]/);
});

test('whatever the name, the header is one line of ASCII with one quoted part (law)', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', minLength: 1 }), (name) => {
      const header = attachmentHeader(name);
      expect(header).toMatch(/^attachment; filename="[^"\\]+"; filename\*=UTF-8''[A-Za-z0-9!#$&+.^_`|~%-]*$/);
      expect(header).toMatch(/^[\x20-\x7e]+$/);
    }),
  );
});
