import { BudgetProof } from '../../src/budgets/budget-proof.service';
import { Database } from '../../src/platform/database/database';
import type { Answer, Client } from '../support/client';
import { byClients } from '../support/money-desk';
import { complaint, done, fix, take } from '../support/one-up';
import { World } from '../support/world';

/** The same money asked for through every door at once. */

jest.setTimeout(180_000);

const CLIENTS = 16;
const TICKETS = 200;
let world: World;
let manager: Client;

beforeEach(async () => {
  world = await World.start();
  manager = await world.signIn('manager');
});
afterEach(() => world.stop());

/** Asks until there is a yes or a no: on a machine with other work to do some are told to come again. */
async function asked(ticket: string): Promise<Answer> {
  for (;;) {
    const answer = await take(manager, ticket, 'car_wash');
    if (answer.status !== 503 && answer.body.guard !== 'busy') return answer;
  }
}

test('two hundred tickets ask for the same gift at once, the budget has ten: ten are promised, and the books agree', async () => {
  await done(manager.post('budgets', { name: 'Gifts', currency: 'USD', period: 'month', limitMinor: 6000 }));
  const tickets = await byClients(CLIENTS, TICKETS, async () => {
    const ticket = await complaint(manager);
    await fix(manager, ticket);
    return ticket;
  });
  const answers = await Promise.all(tickets.map((ticket) => asked(ticket)));
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(10);
  expect(answers.filter(({ status, body }) => status === 409 && body.guard === 'budget_ok')).toHaveLength(190);
  const [kept] = await world.sql(`SELECT reserved_minor AS reserved, spent_minor AS spent FROM budget_period`);
  expect(kept).toEqual({ reserved: 6000, spent: 0 });
  expect(await world.sql(`SELECT count(*) AS n FROM gesture WHERE state = 'approved'`)).toEqual([{ n: 10 }]);
  const findings = await world.desk.app.get(Database).transaction(async (tx) => world.desk.app.get(BudgetProof).check(tx, await tx.now()));
  expect(findings).toEqual([]);
});
