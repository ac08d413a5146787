import { Choice, Currency, Flag, Instant, Int, ListOf, Minor, Text, Uuid } from '../platform/http/fields';
import type { VoucherStatus } from './voucher.rules';

const STATUSES: readonly VoucherStatus[] = ['issued', 'redeemed', 'expired', 'void'];
const CONFLICTS = ['used', 'run_out', 'void', 'too_old'] as const;
export type ConflictReason = (typeof CONFLICTS)[number];

export class VoucherRef {
  @Uuid() id!: string;
}

export class VoucherQuery {
  @Uuid({ optional: true }) gesture?: string;
  @Text({ optional: true, max: 60, note: 'id, 1001 or R-1001' }) ticket?: string;
}

export class RedeemVoucher {
  @Text({ max: 100, note: 'as it was typed or scanned; small letters, spaces and dashes do not matter' }) code!: string;
  @Text({ max: 100, note: 'the name of the till' }) terminal!: string;
  @Text({ optional: true, max: 100, note: 'the shop, for people' }) place?: string;
  @Instant({ optional: true, note: 'taken on paper while the till was offline: when; at most 7 days ago for a till, 30 days for a person' })
  redeemedAt?: Date;
  @Minor({ optional: true, note: 'the purchase it was used for' }) amountMinor?: number;
  @Flag({ optional: true, note: 'staff take it although it ran out, up to seven days later' }) grace?: boolean;
}

export class VoucherReason {
  @Text({ max: 2000 }) reason!: string;
}

/** What the till needs to know: nothing about the customer. */
export class RedeemedView {
  @Uuid() id!: string;
  @Text() last4!: string;
  @Text({ max: 2000, note: 'what the customer gets' }) gift!: string;
  @Minor({ note: 'what it is worth to the customer' }) faceMinor!: number;
  @Currency() currency!: string;
  @Text() terminal!: string;
  @Text({ nullable: true }) place!: string | null;
  @Minor({ nullable: true }) amountMinor!: number | null;
  @Instant() redeemedAt!: Date;
  @Instant() recordedAt!: Date;
}

export class VoucherView {
  @Uuid() id!: string;
  @Uuid() gesture!: string;
  @Uuid() ticket!: string;
  @Int() ticketNumber!: number;
  @Text({ note: 'the last four characters; the code itself is only on the page to print' }) last4!: string;
  @Choice(STATUSES) status!: VoucherStatus;
  @Instant() issuedAt!: Date;
  @Instant({ note: 'the last moment' }) expiresAt!: Date;
  @Instant({ note: 'until then staff may still take it' }) graceUntil!: Date;
  @Instant({ nullable: true }) redeemedAt!: Date | null;
  @Text({ nullable: true }) redeemedWhere!: string | null;
  @Text({ nullable: true, note: 'the page to print, for whoever may hand it over' }) printUrl!: string | null;
  @Int({ min: 1 }) version!: number;
}

export class VoucherList {
  @ListOf(() => VoucherView) items!: VoucherView[];
}

/** Taken on paper, and too late when it was typed in. */
export class ConflictView {
  @Uuid() id!: string;
  @Uuid() voucher!: string;
  @Uuid() ticket!: string;
  @Int() ticketNumber!: number;
  @Text() last4!: string;
  @Choice(CONFLICTS) reason!: ConflictReason;
  @Text() terminal!: string;
  @Text({ nullable: true }) place!: string | null;
  @Minor({ nullable: true }) amountMinor!: number | null;
  @Instant({ note: 'when it was taken on paper' }) redeemedAt!: Date;
  @Instant({ note: 'when it was typed in' }) recordedAt!: Date;
  @Instant({ nullable: true, note: 'the use that counts' }) usedAt!: Date | null;
  @Text({ nullable: true }) usedWhere!: string | null;
}

export class ConflictList {
  @ListOf(() => ConflictView) items!: ConflictView[];
  @Text({ nullable: true, max: 1000 }) nextCursor!: string | null;
}
