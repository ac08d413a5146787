/** What can go wrong in a way that a person can be told about. Everything else is a bug and answers 500. */
export abstract class PlainError extends Error {
  abstract readonly status: number;
  /** Stable last part of the problem's `type`, for programs. */
  abstract readonly kind: string;
  /** Further members of the problem document. */
  readonly extra: Readonly<Record<string, unknown>>;

  constructor(sentence: string, extra: Record<string, unknown> = {}) {
    super(sentence);
    this.name = new.target.name;
    this.extra = extra;
  }
}

/** The rules say no. `reason` names the guard that failed; the sentence says it to a person. 409. */
export class Refused extends PlainError {
  readonly status = 409;
  readonly kind = 'refused';
  constructor(
    readonly reason: string,
    sentence: string,
    extra: Record<string, unknown> = {},
  ) {
    super(sentence, { guard: reason, ...extra });
  }
}

/** Not there, or not yours to see: the answer is the same. 404. */
export class Missing extends PlainError {
  readonly status = 404;
  readonly kind = 'missing';
  constructor(what = 'There is nothing here under that name.') {
    super(what);
  }
}

/** The request itself is wrong. 400. */
export class Invalid extends PlainError {
  readonly status = 400;
  readonly kind = 'invalid';
}

/** Signed in, but this is not part of the role. 403. */
export class Forbidden extends PlainError {
  readonly status = 403;
  readonly kind = 'forbidden';
}

/** Nobody is signed in. 401. */
export class Unauthenticated extends PlainError {
  readonly status = 401;
  readonly kind = 'unauthenticated';
  constructor(sentence = 'Sign in first.') {
    super(sentence);
  }
}

/** The same key came with another body. 422. */
export class KeyReused extends PlainError {
  readonly status = 422;
  readonly kind = 'key-reused';
  constructor() {
    super('This Idempotency-Key was already used for a different request. Use a new key.');
  }
}

/** Too often; `retryAfterSeconds` goes into the header. 429. */
export class TooOften extends PlainError {
  readonly status = 429;
  readonly kind = 'too-often';
  constructor(
    sentence: string,
    readonly retryAfterSeconds: number,
  ) {
    super(sentence);
  }
}

/** The database or the program is not ready; asking again helps. 503. */
export class Unavailable extends PlainError {
  readonly status = 503;
  readonly kind = 'unavailable';
  constructor(sentence = 'The desk cannot reach its database right now. Please try again in a moment.') {
    super(sentence);
  }
}
