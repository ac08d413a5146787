import { fieldOf, typedCode } from './contact-change.rules';

test('a code is read as people type it: in two halves, in Arabic or Persian numerals', () => {
  for (const typed of ['123456', ' 123 456 ', '123-456', '١٢٣٤٥٦', '۱۲۳ ۴۵۶', '１２３４５６']) expect(typedCode(typed)).toBe('123456');
  expect(typedCode('12a456')).toBe('12a456');
});

test('a mistake is said at the field that it is in, any other at the form', () => {
  expect([fieldOf('code_wrong'), fieldOf('contact_shape'), fieldOf('code_over'), fieldOf('constructor')]).toEqual([
    'code',
    'contact',
    'form',
    'form',
  ]);
});
