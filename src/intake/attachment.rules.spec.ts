import { endingOf, judgeFile, nameOr, type FileFacts } from './attachment.rules';

const file = (over: Partial<FileFacts>): FileFacts => ({ name: 'photo.jpg', bytes: 1000, found: 'jpg', isText: false, ...over });

test.each<[string, Partial<FileFacts>, string]>([
  ['a photo', {}, 'image/jpeg'],
  ['a photo in capitals', { name: 'PHOTO.JPEG' }, 'image/jpeg'],
  ['an iPhone photo', { name: 'IMG_1.HEIC', found: 'heic' }, 'image/heic'],
  ['a scan', { name: 'bill.pdf', found: 'pdf' }, 'application/pdf'],
  ['a letter', { name: 'letter.docx', found: 'docx' }, 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
  ['a note', { name: 'note.txt', found: null, isText: true }, 'text/plain'],
  ['exactly 10 MB', { bytes: 10 * 1024 * 1024 }, 'image/jpeg'],
])('%s is kept', (_, over, mediaType) => {
  expect(judgeFile(file(over))).toEqual({ kept: true, mediaType });
});

test.each<[string, Partial<FileFacts>, string]>([
  ['edge 49: a file over 10 MB', { bytes: 10 * 1024 * 1024 + 1 }, 'larger than 10 MB'],
  ['an empty file', { bytes: 0 }, 'empty'],
  ['a program', { name: 'setup.exe', found: 'exe' }, '.exe are not accepted'],
  ['a program that calls itself a photo', { found: 'exe' }, 'not what its name'],
  ['a photo with a second ending', { name: 'photo.jpg.exe' }, '.exe are not accepted'],
  ['a page', { name: 'page.html', found: null, isText: true }, '.html are not accepted'],
  ['a drawing with scripts', { name: 'logo.svg', found: 'xml', isText: true }, '.svg are not accepted'],
  ['an archive', { name: 'all.zip', found: 'zip' }, '.zip are not accepted'],
  ['a page that calls itself a photo', { found: null, isText: true }, 'not what its name'],
  ['bytes that call themselves text', { name: 'note.txt', found: null, isText: false }, 'not what its name'],
  ['a PDF that calls itself text', { name: 'note.txt', found: 'pdf', isText: false }, 'not what its name'],
  ['a name without an ending', { name: 'photo' }, 'has no ending'],
  ['a name of dots', { name: '...jpg' }, 'has no ending'],
])('%s is refused with the reason', (_, over, why) => {
  const verdict = judgeFile(file(over));
  expect(verdict.kept).toBe(false);
  expect(verdict).toHaveProperty('why', expect.stringContaining(why));
});

test('a picture without a name is given one', () => {
  expect(nameOr('', 2, 'png')).toBe('file-2.png');
  expect(nameOr('', 3, null)).toBe('file-3');
  expect(nameOr('a.png', 1, 'png')).toBe('a.png');
  expect(endingOf('a.PNG')).toBe('png');
});
