import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One line of the catalogue; its terms stand in the version that it points to. */
@Entity('gesture_type')
export class GestureType {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') code!: string;
  @Column('text') status!: 'draft' | 'active' | 'paused' | 'retired';
  /** The version that counts for new gestures. */
  @Column('int') version!: number;
  @Column('timestamptz') createdAt!: Date;
}
