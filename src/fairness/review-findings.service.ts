import { Injectable } from '@nestjs/common';
import { AuthorityService } from '../authority/authority.service';
import { type Limits, limitMinor } from '../authority/limits.rules';
import type { Reader } from '../platform/database/tx';
import * as rules from './review.rules';
import { type GivenFound, ReviewFactsReader } from './review-facts.service';

/** Something for the manager's list. `subject`: what it is about; the same about the same is not said twice. */
export interface Finding {
  kind: rules.ReviewKind;
  subject: string;
  staffId: string | null;
  customerId: string | null;
  locationId: string;
  /** The newest first. */
  ticketIds: readonly string[];
  facts: rules.ReviewFacts;
}

/** Everything that there is to be seen now; the rules decide, the tables only count. */
@Injectable()
export class ReviewFindings {
  constructor(
    private readonly facts: ReviewFactsReader,
    private readonly authority: AuthorityService,
  ) {}

  async all(reader: Reader, now: Date): Promise<Finding[]> {
    const limits = await this.authority.limits(reader);
    return [
      ...(await this.persons(reader, now)),
      ...(await this.afterVoucher(reader, now)),
      ...(await this.nearLimit(reader, now, limits)),
      ...(await this.split(reader, now, limits)),
      ...(await this.dear(reader, now)),
      ...(await this.sameGiver(reader, now)),
      ...(await this.households(reader, now)),
      ...(await this.contacts(reader, now)),
    ];
  }

  private async persons(reader: Reader, now: Date): Promise<Finding[]> {
    return (await this.facts.persons(reader, now)).flatMap((person): Finding[] => {
      const { customerId, complaints, failures90, failuresYear, giftsYear, customers, p99, complained, failed } = person;
      const about = { customerId, staffId: null };
      // Each further failure is news of its own.
      if (failed && rules.keepFailing(person))
        return [
          {
            ...about,
            ...failed,
            kind: 'keep_failing',
            subject: `${customerId}:${String(failuresYear)}`,
            facts: { failures90, failuresYear, giftsYear },
          },
        ];
      return complained && rules.complainsUnusuallyOften(person, person)
        ? [{ ...about, ...complained, kind: 'complaint_rate', subject: customerId, facts: { complaints, customers, p99 } }]
        : [];
    });
  }

  private async afterVoucher(reader: Reader, now: Date): Promise<Finding[]> {
    const found = (await this.facts.afterVoucher(reader, now)).filter((one) => rules.complainsAfterVoucher(one));
    return found.map(({ customerId, locationId, ticketIds, receivedAt, redeemedAt }) => ({
      ...{ kind: 'after_voucher', subject: customerId, staffId: null, customerId, locationId, ticketIds },
      facts: { minutes: Math.floor((receivedAt.getTime() - redeemedAt.getTime()) / 60_000) },
    }));
  }

  private async nearLimit(reader: Reader, now: Date, limits: Limits): Promise<Finding[]> {
    const found = withLimit(await this.facts.givenAlone(reader, now), limits).filter((one) => rules.staysUnderLimit(one));
    return found.map((one) => ({
      ...{
        kind: 'near_limit',
        subject: one.staffId,
        staffId: one.staffId,
        customerId: null,
        locationId: one.locationId,
        ticketIds: one.ticketIds,
      },
      facts: { gifts: rules.nearOwnLimit(one), limitMinor: one.limitMinor ?? 0 },
    }));
  }

  private async split(reader: Reader, now: Date, limits: Limits): Promise<Finding[]> {
    const found = withLimit(await this.facts.givenInPieces(reader, now), limits).filter((one) => rules.splitsGift(one));
    return found.map(({ staffId, customerId, locationId, ticketIds, costs, limitMinor: limit }) => ({
      ...{ kind: 'split_gift', subject: `${staffId}:${customerId ?? ''}`, staffId, customerId, locationId, ticketIds },
      facts: { gifts: costs.length, totalMinor: costs.reduce((sum, cost) => sum + cost, 0), limitMinor: limit ?? 0 },
    }));
  }

  private async dear(reader: Reader, now: Date): Promise<Finding[]> {
    const all = await this.facts.givers(reader, now);
    return [...new Set(all.map(({ currency }) => currency))].flatMap((currency) => {
      const here = all.filter((one) => one.currency === currency);
      return rules.dearGivers(here).flatMap(({ staffId, tickets, meanMinor, medianMinor, deviationMinor }) => {
        const { locationId, ticketIds } = here.find((one) => one.staffId === staffId) ?? {};
        const facts = {
          tickets,
          meanMinor: Math.round(meanMinor),
          medianMinor: Math.round(medianMinor),
          deviationMinor: Math.round(deviationMinor),
          currency,
        };
        return locationId && ticketIds
          ? [{ kind: 'dear_gifts' as const, subject: `${staffId}:${currency}`, staffId, customerId: null, locationId, ticketIds, facts }]
          : [];
      });
    });
  }

  private async sameGiver(reader: Reader, now: Date): Promise<Finding[]> {
    const found = (await this.facts.customers(reader, now)).filter((one) => rules.alwaysSameGiver(one));
    return found.map(({ customerId, staffId, locationId, ticketIds, gifts }) => ({
      ...{ kind: 'same_giver', subject: `${staffId}:${customerId}`, staffId, customerId, locationId, ticketIds },
      facts: { gifts },
    }));
  }

  private async households(reader: Reader, now: Date): Promise<Finding[]> {
    const found = (await this.facts.households(reader, now)).filter(({ people, gifts }) =>
      rules.sharesHousehold({ people: people.length, gifts }),
    );
    return found.map(({ people, gifts, kind, locationId, ticketIds }) => ({
      ...{ kind: 'same_household', subject: people.join(':'), staffId: null, customerId: people[0] ?? null, locationId, ticketIds },
      facts: { people: people.length, gifts, sharedBy: kind },
    }));
  }

  private async contacts(reader: Reader, now: Date): Promise<Finding[]> {
    return (await this.facts.contacts(reader, now)).map(({ staffId, customerId, locationId, ticketIds, gifts }) => ({
      ...{ kind: 'staff_contact', subject: `${staffId}:${customerId}`, staffId, customerId, locationId, ticketIds },
      facts: { gifts },
    }));
  }
}

function withLimit(found: readonly GivenFound[], limits: Limits): (GivenFound & { limitMinor: number | null })[] {
  return found.map((one) => ({ ...one, limitMinor: limitMinor(one.roles, limits) }));
}
