import { Module } from '@nestjs/common';
import { CustomersModule } from '../customers/customers.module';
import { CallersController } from './callers.controller';
import { Callers } from './callers.service';
import { CustomerPages } from './customer-pages.service';
import { Duplicates } from './duplicates.service';

/** What the desk knows while the customer is still talking. */
@Module({
  imports: [CustomersModule],
  controllers: [CallersController],
  providers: [Callers, Duplicates, CustomerPages],
})
export class ReceptionModule {}
