import type { KeyLine } from '../../keys/keys';

/** Keys of screens that are not open while somebody stands in My settings; what is bound right now comes on top. */
export const KNOWN_KEYS: readonly KeyLine[] = [
  { id: 'list.down', keys: 'j', label: 'keys.down', group: 'keys.list' },
  { id: 'list.up', keys: 'k', label: 'keys.up', group: 'keys.list' },
  { id: 'list.news', keys: '.', label: 'keys.news', group: 'keys.list' },
  { id: 'list.select', keys: 'x', label: 'keys.select', group: 'keys.list' },
  { id: 'log.save', keys: 'mod+Enter', label: 'log:keys.save', group: 'log:title' },
  { id: 'chat.take', keys: 't', label: 'chat:keys.take', group: 'chat:title' },
  { id: 'chat.answer', keys: 'r', label: 'chat:keys.answer', group: 'chat:title' },
  { id: 'touch-points.list', keys: 'v', label: 'touch-points:keys.list', group: 'touch-points:title' },
];
/** The files of words these lines come from. */
export const KEY_WORDS = ['log', 'chat', 'touch-points', 'queue', 'ticket', 'board', 'gestures', 'outbox', 'admin'] as const;
