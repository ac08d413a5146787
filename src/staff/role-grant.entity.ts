import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ScopeKind } from './grant.rules';
import type { Role } from './role.rules';

/** A role that somebody has somewhere, from a day on, perhaps until one. Never deleted once it held. */
@Entity('role_grant')
export class RoleGrant {
  @PrimaryColumn('uuid')
  id!: string;

  @Column('uuid', { name: 'staff_id' })
  staffId!: string;

  @Column('text')
  role!: Role;

  @Column('text', { name: 'scope_kind' })
  scopeKind!: ScopeKind;

  @Column('uuid', { name: 'location_id', nullable: true })
  locationId!: string | null;

  @Column('uuid', { name: 'team_id', nullable: true })
  teamId!: string | null;

  @Column('uuid', { name: 'desk_id', nullable: true })
  deskId!: string | null;

  @Column('timestamptz', { name: 'valid_from' })
  validFrom!: Date;

  @Column('timestamptz', { name: 'valid_to', nullable: true })
  validTo!: Date | null;

  /** Null = the desk itself, for the first account. */
  @Column('uuid', { name: 'granted_by', nullable: true })
  grantedBy!: string | null;
}
