import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Fulfilment } from '../clocks/default-policy.rules';
import type { Role } from '../staff/role.rules';
import type { Eligible, Texts } from './gesture-terms.rules';
import type { GestureClass } from './gesture-type-facts.rules';

/** The terms of a gesture type as they were at one time; never changed, because offers keep theirs (edge 89). */
@Entity('gesture_type_version')
export class GestureTypeVersion {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') typeId!: string;
  @Column('int') version!: number;
  @Column('text') name!: string;
  @Column('jsonb') customerText!: Texts;
  @Column('jsonb') reasonLine!: Texts;
  @Column('text') class!: GestureClass;
  @Column('text') kind!: string;
  @Column('bigint') costMinor!: number;
  @Column('bigint') faceMinor!: number;
  @Column('char', { length: 3 }) currency!: string;
  @Column('numeric', { precision: 4, scale: 3 }) redemptionRate!: number;
  @Column('boolean') needsSpend!: boolean;
  @Column('boolean') needsAddress!: boolean;
  @Column('boolean') needsContact!: boolean;
  @Column('boolean') needsVisit!: boolean;
  @Column('boolean') requiresNote!: boolean;
  @Column('boolean') silent!: boolean;
  @Column('text', { nullable: true }) roleMin!: Role | null;
  @Column('jsonb') eligible!: Eligible;
  @Column('timestamptz', { nullable: true }) validFrom!: Date | null;
  @Column('timestamptz', { nullable: true }) validTo!: Date | null;
  @Column('int') offerDays!: number;
  @Column('int') validityDays!: number;
  @Column('text') fulfilment!: Fulfilment;
  @Column('int') leadMinutes!: number;
  @Column('boolean') combinable!: boolean;
  @Column('text', { nullable: true }) taxNote!: string | null;
  @Column('uuid', { nullable: true }) createdBy!: string | null;
  @Column('timestamptz') createdAt!: Date;
}
