/** The words by which people say that they want no more messages, in the languages that we read. Written as people write them; compared folded. */
export interface WordPack {
  /** Alone, or with nothing but fillers around them, these stop. */
  stop: readonly string[];
  /** The same, but everyday words elsewhere: they stop where the language is theirs or not known. */
  local: readonly string[];
  /** Words that also call off other things: "cancel it" is not clear. */
  calling: readonly string[];
  start: readonly string[];
  /** Politeness and pointing, which change nothing. */
  fillers: readonly string[];
  /** "this", "it": change nothing beside `stop`, and much beside `calling`. */
  pointers: readonly string[];
  /** Patterns over plain words that stop wherever they stand. */
  phrases: readonly string[];
  /** Patterns over the whole text: somebody else has this number. */
  notMe: readonly string[];
  /** Patterns that make a phrase doubtful: questions, conditions, tales. */
  doubts: readonly string[];
  /** Patterns that a person must look at. */
  unclear: readonly string[];
  /** A text that begins so speaks of something else, though its first word stops. */
  elsewhere: readonly string[];
  /** Before a word that stops, they turn it round. */
  negations: readonly string[];
}
