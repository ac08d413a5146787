import { Module } from '@nestjs/common';
import { PurchaseFigures } from './purchase-figures.service';
import { Purchases } from './purchases.service';
import { PurchasesController } from './purchases.controller';

/** What customers bought, as far as other systems tell, and whether they left. */
@Module({
  controllers: [PurchasesController],
  providers: [Purchases, PurchaseFigures],
  exports: [PurchaseFigures],
})
export class PurchasesModule {}
