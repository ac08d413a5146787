import { Invalid, PlainError, Refused, Unavailable } from '../errors';

/** Not reachable, not ready, not writing, or out of something: asking again later helps. */
const LOST = new Set([
  // the operating system's
  ...['ECONNREFUSED', 'ECONNRESET', 'ECONNABORTED', 'EPIPE', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH'],
  // shutting down, starting up, a statement or a connection broken off, too many connections, no connection
  ...['57P01', '57P02', '57P03', '57P05', '57014', '25P03', '53300', '08000', '08001', '08003', '08004', '08006'],
  // a full disk, no memory, a disk that fails, a standby that only reads
  ...['53000', '53100', '53200', '58000', '58030', '25006'],
]);
const LOST_TEXT =
  /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Cannot use a pool after calling end/i;
const BUSY = new Set(['55P03', '40P01', '40001']);
const UNREADABLE = new Set(['22021', '22P05', '22P02', '22007', '22008', '22003']);

/** Turns what the driver throws into what a caller can be told; a thing we do not know stays what it is (a bug, 500). */
export function plainDatabaseError(error: unknown): unknown {
  if (error instanceof PlainError || !isError(error)) return error;
  const code = typeof error.code === 'string' ? error.code : '';
  if (LOST.has(code) || LOST_TEXT.test(error.message)) return withCause(new Unavailable(), error);
  if (BUSY.has(code))
    return withCause(new Refused('busy', 'Somebody else is working on this at this very moment. Please try again.'), error);
  if (UNREADABLE.has(code))
    return withCause(
      new Invalid('The request holds a value that cannot be stored, such as a NUL character or a number that is too large.'),
      error,
    );
  return error;
}

/** Asked without `instanceof`: in tests, Node's own errors are of another realm's class `Error`. */
function isError(error: unknown): error is Error & { code?: unknown } {
  return typeof error === 'object' && error !== null && 'message' in error && typeof error.message === 'string';
}

function withCause(plain: PlainError, cause: Error): PlainError {
  plain.cause = cause;
  return plain;
}

/** The name of the constraint that was violated, if that is what happened. */
export function violated(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  const cause = 'driverError' in error ? error.driverError : error;
  if (typeof cause !== 'object' || cause === null || !('code' in cause) || !('constraint' in cause)) return null;
  return typeof cause.code === 'string' && cause.code.startsWith('23') && typeof cause.constraint === 'string' ? cause.constraint : null;
}
