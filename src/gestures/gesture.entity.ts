import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { GestureState } from '../oneup/gesture-table.rules';

/** One one-up for one cycle of a ticket. Its terms (text, cost, face) are those of the day it was taken and stay so. */
@Entity('gesture')
export class Gesture {
  @PrimaryColumn('uuid') id!: string;
  @Column('uuid') ticketId!: string;
  @Column('int') cycle!: number;
  @Column('uuid') typeVersionId!: string;
  @Column('uuid', { nullable: true }) suggestionSetId!: string | null;
  @Column('text') state!: GestureState;
  @Column('boolean') combinable!: boolean;
  @Column('bigint') costReservedMinor!: number;
  @Column('bigint', { nullable: true }) costActualMinor!: number | null;
  @Column('bigint') faceMinor!: number;
  @Column('char', { length: 3 }) currency!: string;
  @Column('text') text!: string;
  @Column('text', { nullable: true }) note!: string | null;
  @Column('boolean') inPerson!: boolean;
  @Column('uuid', { nullable: true }) requestedBy!: string | null;
  @Column('uuid', { nullable: true }) approvedBy!: string | null;
  @Column('timestamptz', { nullable: true }) approvedAt!: Date | null;
  @Column('uuid', { nullable: true }) offeredBy!: string | null;
  @Column('timestamptz', { nullable: true }) offeredAt!: Date | null;
  @Column('timestamptz', { nullable: true }) expiresAt!: Date | null;
  @Column('timestamptz', { nullable: true }) acceptedAt!: Date | null;
  @Column('timestamptz', { nullable: true }) fulfilledAt!: Date | null;
  @Column('text', { nullable: true }) proof!: string | null;
  @Column('timestamptz', { nullable: true }) endedAt!: Date | null;
  @Column('text', { nullable: true }) endReason!: string | null;
  @Column('int') retries!: number;
  @Column('uuid', { nullable: true }) substitutes!: string | null;
  /** Somebody else had to say yes. */
  @Column('boolean') neededApproval!: boolean;
  /** Where its piece of stock is set aside; null where none is counted. */
  @Column('uuid', { nullable: true }) stockLocationId!: string | null;
  /** When staff kept an offer open that had run out. */
  @Column('timestamptz', { nullable: true }) extendedAt!: Date | null;
  /** Who brings it, and under which number. */
  @Column('text', { nullable: true }) carrier!: string | null;
  @Column('text', { nullable: true }) externalRef!: string | null;
  @Column('int') version!: number;
  @Column('timestamptz') createdAt!: Date;
}
