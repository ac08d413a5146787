import { Injectable } from '@nestjs/common';
import type { DueWork } from '../platform/jobs/due-work';
import { VoucherProof } from './voucher-proof.service';
import { VoucherReminders } from './voucher-reminders.service';
import { VoucherWork } from './voucher-work.service';

/** Accepted gifts that are given by a code. */
@Injectable()
export class VouchersIssueWork implements DueWork {
  readonly name = 'vouchers-issue';
  readonly queue = 'suggest';

  constructor(private readonly vouchers: VoucherWork) {}

  run(): Promise<number> {
    return this.vouchers.issue();
  }
}

/** Vouchers that have run out. */
@Injectable()
export class VouchersExpiryWork implements DueWork {
  readonly name = 'vouchers-expiry';
  readonly queue = 'suggest';

  constructor(private readonly vouchers: VoucherWork) {}

  run(): Promise<number> {
    return this.vouchers.expire();
  }
}

/** Vouchers with two weeks left. */
@Injectable()
export class VouchersReminderWork implements DueWork {
  readonly name = 'vouchers-reminder';
  readonly queue = 'suggest';

  constructor(private readonly reminders: VoucherReminders) {}

  run(): Promise<number> {
    return this.reminders.remind();
  }
}

/** The nightly look whether all of it agrees. */
@Injectable()
export class VouchersProofWork implements DueWork {
  readonly name = 'vouchers-proof';
  readonly queue = 'suggest';

  constructor(private readonly proof: VoucherProof) {}

  run(): Promise<number> {
    return this.proof.nightly();
  }
}
