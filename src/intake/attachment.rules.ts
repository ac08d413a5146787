/** Which files are kept (security.md R5): known kinds only, and only where name and content agree. */

export const MOST_FILE_BYTES = 10 * 1024 * 1024;

interface Kind {
  mediaType: string;
  /** What the content must be found to be; null for plain text, which has no mark. */
  found: readonly string[] | null;
}

const picture = (mediaType: string, ...found: string[]): Kind => ({ mediaType, found });

const KINDS: ReadonlyMap<string, Kind> = new Map(
  Object.entries<Kind>({
    jpg: picture('image/jpeg', 'jpg'),
    jpeg: picture('image/jpeg', 'jpg'),
    png: picture('image/png', 'png', 'apng'),
    gif: picture('image/gif', 'gif'),
    webp: picture('image/webp', 'webp'),
    heic: picture('image/heic', 'heic', 'heif'),
    heif: picture('image/heif', 'heic', 'heif'),
    pdf: { mediaType: 'application/pdf', found: ['pdf'] },
    docx: { mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', found: ['docx'] },
    xlsx: { mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', found: ['xlsx'] },
    odt: { mediaType: 'application/vnd.oasis.opendocument.text', found: ['odt'] },
    ods: { mediaType: 'application/vnd.oasis.opendocument.spreadsheet', found: ['ods'] },
    mp3: { mediaType: 'audio/mpeg', found: ['mp3'] },
    m4a: { mediaType: 'audio/mp4', found: ['m4a', 'mp4'] },
    wav: { mediaType: 'audio/wav', found: ['wav'] },
    ogg: { mediaType: 'audio/ogg', found: ['ogg', 'oga', 'opus'] },
    amr: { mediaType: 'audio/amr', found: ['amr'] },
    mp4: { mediaType: 'video/mp4', found: ['mp4', 'm4v'] },
    mov: { mediaType: 'video/quicktime', found: ['mov', 'mp4'] },
    '3gp': { mediaType: 'video/3gpp', found: ['3gp', '3g2'] },
    webm: { mediaType: 'video/webm', found: ['webm', 'mkv'] },
    txt: { mediaType: 'text/plain', found: null },
    csv: { mediaType: 'text/csv', found: null },
  }),
);

export interface FileFacts {
  /** As it was sent, cleaned. */
  name: string;
  bytes: number;
  /** What its first bytes say, as a file ending; null where they say nothing. */
  found: string | null;
  /** Readable as UTF-8 without control characters. */
  isText: boolean;
}

export type FileVerdict = { kept: true; mediaType: string } | { kept: false; mediaType: string; why: string };

function refused(why: string): FileVerdict {
  return { kept: false, mediaType: 'application/octet-stream', why };
}

/** Is this file kept, and as what; if not, why not, in a sentence. */
export function judgeFile(file: FileFacts): FileVerdict {
  if (file.bytes === 0) return refused('The file is empty.');
  if (file.bytes > MOST_FILE_BYTES) return refused('The file is larger than 10 MB.');
  const ending = endingOf(file.name);
  const kind = KINDS.get(ending);
  if (!kind) return refused(ending === '' ? 'The name of the file has no ending.' : `Files of the kind .${ending} are not accepted.`);
  if (kind.found === null ? file.found !== null || !file.isText : file.found === null || !kind.found.includes(file.found)) {
    return refused(`The content of the file is not what its name (.${ending}) says.`);
  }
  return { kept: true, mediaType: kind.mediaType };
}

/** The last ending of a name in small letters; '' where it has none. */
export function endingOf(name: string): string {
  return /[^.]\.([a-z0-9]{1,10})$/i.exec(name)?.[1]?.toLowerCase() ?? '';
}

/** A name that was not given is made from what the content is. */
export function nameOr(given: string, position: number, found: string | null): string {
  return given === '' ? `file-${String(position)}${found === null ? '' : `.${found}`}` : given;
}
