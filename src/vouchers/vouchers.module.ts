import { Module } from '@nestjs/common';
import { CalendarModule } from '../calendar/calendar.module';
import { GesturesModule } from '../gestures/gestures.module';
import { MessagesModule } from '../messages/messages.module';
import { StaffModule } from '../staff/staff.module';
import { TicketsModule } from '../tickets/tickets.module';
import { VoucherCare } from './voucher-care.service';
import { VoucherDays } from './voucher-days.service';
import { VoucherIssuing } from './voucher-issuing.service';
import { VoucherProof } from './voucher-proof.service';
import { VoucherReminders } from './voucher-reminders.service';
import { VoucherRows } from './voucher-rows.service';
import { VoucherTill } from './voucher-till.service';
import { VoucherViews } from './voucher-views.service';
import { VoucherWork } from './voucher-work.service';
import { VouchersController } from './vouchers.controller';
import { VouchersService } from './vouchers.service';
import { VouchersExpiryWork, VouchersIssueWork, VouchersProofWork, VouchersReminderWork } from './vouchers.worker';
import { WrongCodes } from './wrong-codes.service';

/** Gifts that are given by a code: from the voucher to its use at a till. */
@Module({
  imports: [CalendarModule, StaffModule, MessagesModule, TicketsModule, GesturesModule],
  controllers: [VouchersController],
  providers: [
    VoucherDays,
    VoucherRows,
    VoucherIssuing,
    VoucherViews,
    VoucherCare,
    VoucherTill,
    VoucherWork,
    VoucherReminders,
    VoucherProof,
    VouchersService,
    WrongCodes,
    VouchersIssueWork,
    VouchersExpiryWork,
    VouchersReminderWork,
    VouchersProofWork,
  ],
  exports: [VoucherViews, VoucherProof, VouchersIssueWork, VouchersExpiryWork, VouchersReminderWork, VouchersProofWork],
})
export class VouchersModule {}
