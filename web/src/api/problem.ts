import i18next from 'i18next';

/** A problem document (RFC 9457) as the desk sends it. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly guard?: string;
  readonly requestId?: string;
  readonly [extra: string]: unknown;
}

export function isProblem(error: unknown): error is Problem {
  return typeof error === 'object' && error !== null && 'status' in error && 'detail' in error;
}

/** No answer at all: the line is down or the desk is stopped. */
export function isLost(error: unknown): boolean {
  return error instanceof TypeError || error instanceof DOMException;
}

/** What went wrong in the desk's own sentence, or null where there is none to show. */
export function sentenceOf(error: unknown): string | null {
  if (!isProblem(error)) return null;
  // the answer to the first words was lost: they were taken, and these are others
  return error.status === 422 ? i18next.t('state.taken') : error.detail;
}
