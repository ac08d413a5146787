import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { FailureClass } from './failure-class.rules';
import type { Control, Phase } from './starter-touch-points.rules';

/** One kind of contact before, during or after a purchase. Never deleted: tickets and statistics speak of it. */
@Entity('touch_point')
export class TouchPoint {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('text')
  key!: string;

  @Column('text')
  name!: string;

  @Column('text')
  phase!: Phase;

  @Column('uuid', { name: 'parent_id', nullable: true })
  parentId!: string | null;

  /** Order among those of the same parent, or of the same phase at the top; from 1. */
  @Column('int')
  position!: number;

  /** Can we change it ourselves? */
  @Column('text')
  control!: Control;

  @Column('text', { name: 'failure_class' })
  failureClass!: FailureClass;

  /** Offered no more when something is logged. */
  @Column('boolean')
  hidden!: boolean;

  @Column('int')
  version!: number;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;
}
