import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { OrganisationModule } from '../organisation/organisation.module';
import { Address } from './address.entity';
import { Customer } from './customer.entity';
import { CustomerDesk } from './customer-desk.service';
import { CustomersController } from './customers.controller';
import { CustomersService } from './customers.service';

/** The people who complain and how they may be reached. */
@Module({
  imports: [TypeOrmModule.forFeature([Customer, Address]), OrganisationModule],
  controllers: [CustomersController],
  providers: [CustomersService, CustomerDesk],
  exports: [CustomersService, CustomerDesk],
})
export class CustomersModule {}
