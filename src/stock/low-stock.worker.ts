import { Injectable } from '@nestjs/common';
import type { DueWork } from '../platform/jobs/due-work';
import { LowStock } from './low-stock.service';

/** Gifts of which few are left. */
@Injectable()
export class LowStockWork implements DueWork {
  readonly name = 'low-stock';
  readonly queue = 'notify';

  constructor(private readonly stock: LowStock) {}

  run(): Promise<number> {
    return this.stock.tell();
  }
}
