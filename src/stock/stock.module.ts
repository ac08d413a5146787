import { Module } from '@nestjs/common';
import { CatalogueModule } from '../catalogue/catalogue.module';
import { OrganisationModule } from '../organisation/organisation.module';
import { StaffModule } from '../staff/staff.module';
import { LowStock } from './low-stock.service';
import { LowStockWork } from './low-stock.worker';
import { StockLevels } from './stock-levels.service';
import { StockService } from './stock.service';
import { StockController } from './stock.controller';

/** How many of each gift lie where, and who hears that they run out. */
@Module({
  imports: [CatalogueModule, OrganisationModule, StaffModule],
  controllers: [StockController],
  providers: [StockService, StockLevels, LowStock, LowStockWork],
  exports: [StockService, LowStockWork],
})
export class StockModule {}
