/** A key of the console as people see it in the cheat sheet. `keys` is one key (`j`, `?`, `Enter`) or a sequence (`g q`); `mod+k` is Ctrl or ⌘. */
export interface KeyLine {
  readonly id: string;
  readonly keys: string;
  /** Key of the words: what it does. */
  readonly label: string;
  readonly group: string;
}

/**
 * Every key of every screen, for My settings: a screen binds no key that is not here (`KeyId`), under the same name (known-keys.spec.ts). Only the
 * shell's own are missing, which are bound wherever somebody stands.
 */
export const KNOWN_KEYS = [
  { id: 'list.down', keys: 'j', label: 'keys.down', group: 'keys.list' },
  { id: 'list.up', keys: 'k', label: 'keys.up', group: 'keys.list' },
  { id: 'list.news', keys: '.', label: 'keys.news', group: 'keys.list' },
  { id: 'list.select', keys: 'x', label: 'keys.select', group: 'keys.list' },
  { id: 'list.selectDown', keys: 'J', label: 'keys.selectDown', group: 'keys.list' },
  { id: 'list.selectUp', keys: 'K', label: 'keys.selectUp', group: 'keys.list' },
  { id: 'log.save', keys: 'mod+Enter', label: 'log:keys.save', group: 'log:title' },
  { id: 'queue.take', keys: 't', label: 'queue:keys.take', group: 'queue:title' },
  { id: 'queue.assign', keys: 'a', label: 'queue:keys.assign', group: 'queue:title' },
  { id: 'queue.all', keys: 'X', label: 'queue:keys.all', group: 'queue:title' },
  { id: 'queue.reply', keys: 'r', label: 'queue:keys.reply', group: 'queue:title' },
  { id: 'queue.send', keys: 'mod+Enter', label: 'shell:keys.send', group: 'queue:title' },
  { id: 'queue.filter', keys: 'f', label: 'queue:keys.filter', group: 'queue:title' },
  { id: 'ticket.reply', keys: 'r', label: 'ticket:keys.reply', group: 'ticket:title' },
  { id: 'ticket.note', keys: 'm', label: 'ticket:keys.note', group: 'ticket:title' },
  { id: 'ticket.news', keys: 'u', label: 'ticket:keys.news', group: 'ticket:title' },
  { id: 'ticket.send', keys: 'mod+Enter', label: 'shell:keys.send', group: 'ticket:title' },
  { id: 'ticket.fix', keys: 'e', label: 'ticket:keys.fix', group: 'ticket:title' },
  { id: 'ticket.fixNext', keys: 'E', label: 'ticket:keys.fixNext', group: 'ticket:title' },
  { id: 'ticket.fixSave', keys: 'mod+Enter', label: 'ticket:keys.saveFix', group: 'ticket:title' },
  { id: 'ticket.form', keys: 'mod+Enter', label: 'shell:act.save', group: 'ticket:title' },
  { id: 'ticket.oneUp', keys: 'o', label: 'ticket:keys.oneUp', group: 'ticket:title' },
  { id: 'ticket.give1', keys: 'o 1', label: 'ticket:keys.suggestion', group: 'ticket:title' },
  { id: 'ticket.give2', keys: 'o 2', label: 'ticket:keys.suggestion', group: 'ticket:title' },
  { id: 'ticket.give3', keys: 'o 3', label: 'ticket:keys.suggestion', group: 'ticket:title' },
  { id: 'ticket.pause', keys: 'p', label: 'ticket:keys.pause', group: 'ticket:title' },
  { id: 'ticket.call', keys: 'l', label: 'ticket:keys.call', group: 'ticket:title' },
  { id: 'ticket.before', keys: '[', label: 'ticket:keys.before', group: 'ticket:title' },
  { id: 'ticket.after', keys: ']', label: 'ticket:keys.after', group: 'ticket:title' },
  { id: 'ticket.changes', keys: '.', label: 'ticket:keys.changes', group: 'ticket:title' },
  { id: 'ticket.copy', keys: 'c', label: 'ticket:keys.copy', group: 'ticket:title' },
  { id: 'ticket.back', keys: 'Escape', label: 'ticket:keys.back', group: 'ticket:title' },
  { id: 'board.1', keys: '1', label: 'board:numbers.late', group: 'board:title' },
  { id: 'board.2', keys: '2', label: 'board:numbers.soon', group: 'board:title' },
  { id: 'board.3', keys: '3', label: 'board:numbers.unowned', group: 'board:title' },
  { id: 'board.4', keys: '4', label: 'board:numbers.fix', group: 'board:title' },
  { id: 'board.wall', keys: 'w', label: 'board:wall.name', group: 'board:title' },
  { id: 'board.a', keys: 'a', label: 'board:act.give', group: 'board:title' },
  { id: 'board.u', keys: 'u', label: 'board:act.nudge', group: 'board:title' },
  { id: 'board.c', keys: 'c', label: 'board:act.call', group: 'board:title' },
  { id: 'board.e', keys: 'e', label: 'board:act.extend', group: 'board:title' },
  { id: 'gestures.yes', keys: 'y', label: 'gestures:keys.yes', group: 'gestures:title' },
  { id: 'gestures.less', keys: '-', label: 'gestures:keys.less', group: 'gestures:title' },
  { id: 'gestures.no', keys: 'd', label: 'gestures:keys.no', group: 'gestures:title' },
  { id: 'outbox.arrived', keys: 'y', label: 'outbox:act.arrived', group: 'outbox:title' },
  { id: 'outbox.again', keys: 's', label: 'outbox:act.again', group: 'outbox:title' },
  { id: 'outbox.leave', keys: 'c', label: 'outbox:act.leave', group: 'outbox:title' },
  { id: 'outbox.hold', keys: 'h', label: 'outbox:act.hold', group: 'outbox:title' },
  { id: 'outbox.release', keys: 'h', label: 'outbox:act.release', group: 'outbox:title' },
  { id: 'outbox.edit', keys: 'e', label: 'outbox:act.edit', group: 'outbox:title' },
  { id: 'outbox.cancel', keys: 'c', label: 'outbox:act.cancel', group: 'outbox:title' },
  { id: 'outbox.back', keys: 'Escape', label: 'outbox:keys.back', group: 'outbox:title' },
  { id: 'chat.take', keys: 't', label: 'chat:keys.take', group: 'chat:title' },
  { id: 'chat.answer', keys: 'r', label: 'chat:keys.answer', group: 'chat:title' },
  { id: 'touch-points.list', keys: 'v', label: 'touch-points:keys.list', group: 'touch-points:title' },
  { id: 'admin.filter', keys: '/', label: 'admin:keys.filterParts', group: 'admin:title' },
  { id: 'admin.filterItems', keys: '/', label: 'admin:keys.filterList', group: 'admin:title' },
  { id: 'admin.save', keys: 'mod+s', label: 'shell:keys.save', group: 'admin:title' },
  { id: 'admin.back', keys: 'Escape', label: 'admin:keys.back', group: 'admin:title' },
] as const satisfies readonly KeyLine[];

/** What a key may be called: one of every screen's, or one of the shell's. */
export type KeyId = (typeof KNOWN_KEYS)[number]['id'] | ShellKey;
type ShellKey = 'search' | 'help' | 'log' | `go.${string}`;

/** The files of words these lines come from. */
export const KEY_WORDS = ['log', 'chat', 'touch-points', 'queue', 'ticket', 'board', 'gestures', 'outbox', 'admin'] as const;
