import { Injectable } from '@nestjs/common';
import { GesturesService } from '../gestures/gestures.service';
import { IncomingMessages } from '../intake/incoming.service';
import { Database } from '../platform/database/database';
import type { Tx } from '../platform/database/tx';
import { Missing, Refused } from '../platform/errors';
import { hashToken } from '../platform/tokens';
import { Explainers } from '../templates/explainers.service';
import { PushNews } from '../pushes/push-news.service';
import { customerByLink } from '../staff/actor.dto';
import { VoucherViews } from '../vouchers/voucher-views.service';
import { reopenUntil } from '../lifecycle/move-effects.rules';
import { withinReopenWindow } from '../lifecycle/closing.rules';
import type { LockedTicket } from '../tickets/locked-ticket.dto';
import { TicketMoves } from '../tickets/ticket-moves.service';
import { TicketTalk } from '../tickets/ticket-talk.service';
import type { TicketState } from '../lifecycle/ticket-facts.rules';
import type { StatusFacts, StatusGesture } from './status-facts.rules';
import { pickLanguage } from './words/status-languages.rules';
import { ContactChanges } from './contact-changes.service';
import { LEFT_THE_HOUSE } from './follow-ups.service';
import { NotRight } from './not-right.service';
import { mayChange } from './survey.rules';
import { type SurveyAnswer, Surveys } from './surveys.service';

interface Row {
  id: string;
  number: number;
  state: TicketState;
  now: Date;
  owner: string | null;
  place: string;
  zone: string;
  nextDueAt: Date | null;
  question: string | null;
  closedAt: Date | null;
  language: string | null;
  receivedAt: Date;
  workAt: Date | null;
  followUpAt: Date | null;
  asked: boolean;
  fixSummary: string | null;
  fixAt: Date | null;
  gestures: { id: string; state: string; text: string; reason: Record<string, string> | null; until: string | null; silent: boolean }[];
  survey: { score: number | null; ease: number | null; answeredAt: string | null } | null;
}

const SHOWN_GESTURES = `('offered', 'accepted', 'fulfilled', 'redeemed', 'unredeemed', 'declined', 'fulfil_failed')`;

/** Two for one fix, and one of an earlier one that still stands. */
const MOST_GIFTS = 3;

const READ = `
  SELECT t.id, t.number, t.state, n.now, split_part(o.name, ' ', 1) AS owner, l.name AS place, coalesce(t.zone, c.zone, l.zone) AS zone,
    t.next_due_at AS "nextDueAt", t.question, t.closed_at AS "closedAt", f.summary AS "fixSummary", f.delivered_at AS "fixAt",
    coalesce(t.language, c.language, l.language) AS language, t.received_at AS "receivedAt", e."workAt", e."followUpAt", e.asked,
    (SELECT coalesce(jsonb_agg(jsonb_build_object('id', g.id, 'state', g.state, 'text', g.text, 'reason', g.reason_line, 'until', g.expires_at, 'silent', g.silent)
        ORDER BY g.place), '[]')
      FROM (SELECT f.*, row_number() OVER (ORDER BY (f.state = 'offered') DESC, f.offered_at DESC, f.id DESC) AS place, max(f.offered_at) OVER () AS newest
        FROM gesture_facts f WHERE f.ticket_id = t.id AND f.state IN ${SHOWN_GESTURES}) g
      WHERE g.place <= ${String(MOST_GIFTS)} AND (g.state = 'offered' OR g.cycle = t.cycle OR g.offered_at = g.newest)) AS gestures,
    (SELECT jsonb_build_object('score', CASE WHEN s.later_at IS NULL THEN s.score ELSE s.later_score END,
        'ease', CASE WHEN s.later_at IS NULL THEN s.ease ELSE s.later_ease END, 'answeredAt', s.answered_at) FROM survey s LEFT JOIN message m ON m.id = s.message_id
      WHERE s.ticket_id = t.id AND s.cycle = t.cycle
        AND (s.state IN ('sent', 'answered') OR (s.state = 'planned' AND m.state IN ${LEFT_THE_HOUSE}))) AS survey
  FROM (SELECT desk_now() AS now) n, ticket t
  JOIN location l ON l.id = t.location_id LEFT JOIN staff o ON o.id = t.owner_id LEFT JOIN customer c ON c.id = t.customer_id
  LEFT JOIN LATERAL (SELECT summary, delivered_at FROM fix_action WHERE ticket_id = t.id ORDER BY cycle DESC LIMIT 1) f ON true
  CROSS JOIN LATERAL (
    SELECT min(at) FILTER (WHERE to_state = 'open') AS "workAt", max(at) FILTER (WHERE to_state = 'following_up') AS "followUpAt",
      coalesce(bool_or(kind = 'escalated' AND actor_kind = 'customer' AND at > n.now - interval '1 day'), false) AS asked
    FROM ticket_event WHERE ticket_id = t.id) e
  WHERE t.id = $1`;

const MERGE_STEPS = 20;

/** What the customer sees and may do with the secret link of a ticket. Never the customer's own name, address or words (settled.md 10). */
@Injectable()
export class StatusPages {
  constructor(
    private readonly db: Database,
    private readonly moves: TicketMoves,
    private readonly incoming: IncomingMessages,
    private readonly gestures: GesturesService,
    private readonly vouchers: VoucherViews,
    private readonly surveys: Surveys,
    private readonly talk: TicketTalk,
    private readonly notRight: NotRight,
    private readonly pushes: PushNews,
    private readonly contacts: ContactChanges,
    private readonly explainers: Explainers,
  ) {}

  /** The ticket that the link opens; of a merged one the ticket it lives on in. Missing where the link is wrong, revoked or too old. */
  async ticketOf(token: string): Promise<string> {
    const row = await this.db.maybe<{ id: string }>(
      `WITH RECURSIVE way AS (
         SELECT id, merged_into, state, closed_at, 1 AS step FROM ticket WHERE status_hash = $1
         UNION ALL SELECT t.id, t.merged_into, t.state, t.closed_at, w.step + 1 FROM ticket t JOIN way w ON t.id = w.merged_into WHERE w.step < ${String(MERGE_STEPS)}
       )
       SELECT id FROM way WHERE merged_into IS NULL AND state <> 'void' AND (closed_at IS NULL OR closed_at > (SELECT desk_now()) - interval '90 days')
       ORDER BY step DESC LIMIT 1`,
      [hashToken(token)],
    );
    if (!row) throw new Missing('This link does not work any more.');
    return row.id;
  }

  /** What the page shows, and in which language: the one that the reader chose, else the ticket's or the customer's. */
  async facts(token: string, chosen?: string): Promise<{ facts: StatusFacts; language: string }> {
    const row = await this.db.one<Row>(READ, [await this.ticketOf(token)]);
    const language = pickLanguage(chosen, row.language);
    return { facts: await this.factsOf(row, language), language };
  }

  /** In which language the page of this link is. */
  async language(token: string, chosen?: string): Promise<string> {
    const { language } = await this.db.one<{ language: string | null }>(
      `SELECT coalesce(t.language, c.language, l.language) AS language FROM ticket t JOIN location l ON l.id = t.location_id
       LEFT JOIN customer c ON c.id = t.customer_id WHERE t.id = $1`,
      [await this.ticketOf(token)],
    );
    return pickLanguage(chosen, language);
  }

  private async factsOf(row: Row, language: string): Promise<StatusFacts> {
    const closed = row.state === 'closed';
    const mayReopen =
      row.state === 'fixed' ||
      row.state === 'following_up' ||
      (closed && row.closedAt !== null && withinReopenWindow(row.closedAt, row.now));
    return {
      label: `R-${String(row.number)}`,
      state: row.state,
      owner: row.owner,
      place: row.place,
      zone: row.zone,
      nextNewsAt: row.nextDueAt && row.nextDueAt > row.now ? row.nextDueAt : null,
      reached: [row.receivedAt, row.workAt, row.fixAt, row.followUpAt, row.closedAt],
      news: await this.pushes.shown(this.db, row.id, row.now),
      question: row.state === 'waiting_customer' ? row.question : null,
      fix:
        row.fixSummary && row.fixAt && !['new', 'open', 'waiting_customer'].includes(row.state)
          ? { summary: row.fixSummary, at: row.fixAt }
          : null,
      gestures: await Promise.all(row.gestures.map((one) => this.gestureOf(one, language))),
      survey: row.survey && surveyOf(row, row.survey),
      reopenUntil: row.closedAt ? reopenUntil(row.closedAt) : null,
      mayReopen,
      asked: row.asked,
      contact: await this.contacts.step(this.db, row.id, row.now),
      terms: await this.explainers.terms(this.db, language, row.language),
    };
  }

  private async gestureOf({ id, text, reason, state, until, silent }: Row['gestures'][number], language: string): Promise<StatusGesture> {
    return {
      ...{ id, text, state, silent },
      reason: reason?.[language] ?? reason?.['en'] ?? null,
      until: until ? new Date(until) : null,
      voucher: await this.vouchers.ofGesture(this.db, id, language),
    };
  }

  /** The answer to our question, or a word more. */
  answer(token: string, text: string): Promise<string> {
    return this.act(token, async (tx, t) => {
      await this.keep(tx, t, text);
      await this.incoming.participantSays(tx, t, { channel: 'page', text, at: t.now, fromAddress: null, tell: true });
      return 'Thank you, we have your answer.';
    });
  }

  survey(token: string, answer: SurveyAnswer): Promise<string> {
    return this.act(token, async (tx, t) => {
      if (answer.score === undefined && answer.fixed === undefined && !answer.text)
        throw new Refused('empty', 'Choose a mark, say whether it is fixed, or write a word.');
      await this.surveys.answer(tx, t, answer, customerByLink(t.row.id));
      if (answer.text) await this.keep(tx, t, answer.text);
      return 'Thank you for telling us.';
    });
  }

  /** "It is not right": back to work, or to a person where it came back too often. */
  reopen(token: string, reason: string): Promise<string> {
    return this.act(token, async (tx, t) => {
      await this.keep(tx, t, reason);
      const said = {
        answer: { fixed: false, text: reason },
        reason,
        sourceKey: `page:${t.row.id}:${String(t.row.cycle)}`,
        kind: 'customer_wrote',
      } as const;
      const goesOn = await this.notRight.take(tx, t, said, customerByLink(t.row.id));
      return goesOn ? 'We are sorry. We are back on it, and a person will be in touch.' : 'Thank you. A person will look at it.';
    });
  }

  async accept(token: string, gift?: string): Promise<string> {
    await this.gestures.acceptByCustomer(await this.ticketOf(token), meant(gift));
    return 'It is yours. Enjoy it.';
  }

  async decline(token: string, gift?: string): Promise<string> {
    await this.gestures.declineByCustomer(await this.ticketOf(token), meant(gift));
    return 'That is fine. Thank you for telling us.';
  }

  private async act(token: string, work: (tx: Tx, t: LockedTicket) => Promise<string>): Promise<string> {
    const id = await this.ticketOf(token);
    return this.db.transaction(async (tx) => {
      const t = await this.incoming.lockLiving(tx, id);
      const said = await work(tx, t);
      await this.moves.save(tx, t);
      return said;
    });
  }

  private keep(tx: Tx, t: LockedTicket, text: string): Promise<string | null> {
    return this.talk.keep(tx, t, { kind: 'message', channel: 'page', direction: 'in', human: true, text }, customerByLink(t.row.id));
  }
}

/** A form without the gift's id is that of an old page; guessing which gift it showed would answer the wrong one. */
function meant(gift: string | undefined): string {
  if (gift === undefined) throw new Refused('gift_gone', 'This page is no longer up to date. Please look at it again.');
  return gift;
}

/** Open as long as an answer is taken, a changed one included. */
function surveyOf({ state, now }: Row, { score, ease, answeredAt }: NonNullable<Row['survey']>): StatusFacts['survey'] {
  const canStillSay = answeredAt === null || mayChange(new Date(answeredAt), now);
  return { open: (state === 'following_up' || state === 'closed') && canStillSay, answered: answeredAt !== null, score, ease };
}
