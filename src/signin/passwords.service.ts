import { randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { adjacencyGraphs, dictionary } from '@zxcvbn-ts/language-common';
import { Unavailable } from '../platform/errors';

/** argon2id (the library's default kind), 19 MiB, 2 passes, 1 lane: security.md 2. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const AT_ONCE = 4;
const MOST_WAITING = 200;
const SHORTEST = 12;
const LONGEST = 128;
/** Of zxcvbn's 0 to 4; 3 is "safely unguessable". */
const STRONG_ENOUGH = 3;
/** Judging takes time that grows with the square of the length; what is strong in the first 64 characters stays so. */
const JUDGED = 64;
/** Words of ours that everybody would try first. */
const OUR_WORDS = ['amends', 'recovery', 'complaint', 'desk'];

/** Passwords: hashed slowly, a few at a time; weak ones refused. */
@Injectable()
export class Passwords implements OnModuleInit {
  private readonly strength = new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs, maxLength: JUDGED });
  private readonly waiting: (() => void)[] = [];
  private running = 0;
  private nobodys = '';

  /** A hash that no password has: to spend the same time on accounts that do not exist. */
  async onModuleInit(): Promise<void> {
    this.nobodys = await hash(randomBytes(32), COST);
  }

  /** PHC string. Throws Unavailable where far too many wait already. */
  hash(password: string): Promise<string> {
    return this.inTurn(() => hash(password, COST));
  }

  /** Exactly as sent. A `null` hash (no such account, no password yet) takes as long as any other and is never right. */
  async isRight(password: string, stored: string | null): Promise<boolean> {
    const matches = await this.inTurn(() => verify(stored ?? this.nobodys, password));
    return matches && stored !== null;
  }

  /**
   * Why this password is not taken, in a sentence; null where it is. `context` are words that a guesser knows: the person's name and address.
   * Their strength does not count: what is left without them must be strong by itself.
   */
  problem(password: string, context: readonly string[]): string | null {
    const length = Array.from(password).length;
    if (length < SHORTEST) return `The password needs at least ${String(SHORTEST)} characters. A few words in a row are easy to remember.`;
    if (length > LONGEST) return `The password can have at most ${String(LONGEST)} characters.`;
    const known = [...OUR_WORDS, ...context.flatMap((text) => text.toLowerCase().split(/\P{L}+/u))].filter((word) => word.length > 3);
    const rest = known.reduce((left, word) => left.replaceAll(word, ''), password.toLowerCase());
    const isWeak = this.score(password) < STRONG_ENOUGH || this.score(rest) < STRONG_ENOUGH;
    return isWeak ? 'This password is easy to guess. Take a few unrelated words, without your name.' : null;
  }

  private score(text: string): number {
    return this.strength.check(text).score;
  }

  /** Each hash takes 19 MiB and a core: without a queue, a flood of sign-ins would take the whole machine. */
  private async inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.waiting.length >= MOST_WAITING)
      throw new Unavailable('Too many people are signing in right now. Please try again in a moment.');
    if (this.running >= AT_ONCE) await new Promise<void>((resolve) => this.waiting.push(resolve));
    else this.running += 1;
    try {
      return await work();
    } finally {
      // The place is handed on, not freed: whoever comes meanwhile cannot take it from the first in the queue.
      const next = this.waiting.shift();
      if (next) next();
      else this.running -= 1;
    }
  }
}
