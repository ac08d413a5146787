import { logged, nextMonday, ok, opened, ticketDesk } from './support/ticket-desk';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const desk = ticketDesk();

const later = async (ms: number): Promise<string> => new Date((await desk.world.now()).getTime() + ms).toISOString();
const newsOf = async (staffId: string) =>
  (await (await desk.world.session(staffId)).get('notifications')).body.items.filter((one: { kind: string }) => one.kind === 'nudge');

test('the owner is reminded once in a quarter of an hour, whoever asks', async () => {
  const { world, agent, lead, manager } = desk;
  const id = await opened(agent);
  expect((await manager.post(`tickets/${id}/nudge`)).status).toBe(200);
  const [news] = await newsOf(agent.staffId);
  expect(news).toMatchObject({ ticketId: id, text: expect.stringContaining('asks how R-') });
  await world.shift(3 * MINUTE);
  expect(await lead.post(`tickets/${id}/nudge`)).toMatchObject({ status: 409, body: { guard: 'nudged', detail: 'Nudged 3 minutes ago.' } });
  await world.shift(12 * MINUTE);
  expect((await lead.post(`tickets/${id}/nudge`)).status).toBe(200);
  expect(await newsOf(agent.staffId)).toHaveLength(2);
});

test('while the owner is away the lead is reminded; a lead is told to give it to somebody', async () => {
  const { world, lead, manager } = desk;
  const owner = await world.signIn('agent', { name: 'Ines Vega' });
  const id = await opened(owner);
  await world.sql(`UPDATE staff SET status = 'absent' WHERE id = $1`, [owner.staffId]);
  expect(await lead.post(`tickets/${id}/nudge`)).toMatchObject({ status: 409, body: { guard: 'owner_away' } });
  await ok(manager.post(`tickets/${id}/nudge`));
  const told = await world.sql<{ staffId: string; text: string }>(
    `SELECT staff_id AS "staffId", text FROM notification WHERE ticket_id = $1 AND kind = 'nudge'`,
    [id],
  );
  expect(told).toEqual([{ staffId: lead.staffId, text: expect.stringContaining('Ines Vega, who has it, is away.') }]);
});

test('nobody is reminded of a ticket that nobody has, or of the own one', async () => {
  const { agent, lead } = desk;
  const id = await opened(agent);
  expect((await agent.post(`tickets/${id}/nudge`)).body.guard).toBe('own');
  await ok(lead.post(`tickets/${id}/assign`, { staff: null }));
  expect((await lead.post(`tickets/${id}/nudge`)).body.guard).toBe('no_owner');
  const other = await desk.world.signIn('manager');
  await desk.world.sql('UPDATE ticket SET subject_staff_id = $2 WHERE id = $1', [id, other.staffId]);
  expect((await other.post(`tickets/${id}/nudge`)).status).toBe(404);
});

test('the next news are moved by telling the customer why and until when; the promise then is the new time', async () => {
  const { world, agent, manager } = desk;
  const id = await opened(agent);
  const before = await ok(agent.get(`tickets/${id}`));
  const until = await later(30 * HOUR);
  const moved = await ok(
    manager.post(`tickets/${id}/extend`, { clock: 'update', until, reason: 'The part comes tomorrow.', tellCustomer: true }),
  );
  expect(moved.version).toBeGreaterThan(before.version);
  const running = moved.clocks
    .filter((one: { state: string }) => one.state === 'running')
    .map((one: { clock: string; dueAt: string }) => [one.clock, one.dueAt]);
  expect(running).toContainEqual(['promise', until]);
  expect(running.map(([clock]: string[]) => clock)).not.toContain('update');
  const [row] = await world.sql<{ text: string; next: string }>(
    `SELECT vars ->> 'text' AS text, vars ->> 'nextNews' AS next FROM message WHERE ticket_id = $1 AND kind = 'staff_reply'`,
    [id],
  );
  expect(row).toEqual({ text: 'The part comes tomorrow.', next: until });
  const again = await later(50 * HOUR);
  await ok(manager.post(`tickets/${id}/extend`, { clock: 'promise', until: again, reason: 'It is late.', tellCustomer: true }));
  const { clocks } = await ok(agent.get(`tickets/${id}`));
  expect(clocks).toContainEqual(expect.objectContaining({ clock: 'promise', state: 'running', dueAt: again }));
});

test('what was promised is not moved by hand, nor behind the back of the customer', async () => {
  const { world, agent, manager } = desk;
  const id = await opened(agent);
  const wish = { clock: 'update', until: await later(30 * HOUR), reason: 'It takes longer.', tellCustomer: true };
  for (const clock of ['fix', 'contact', 'one_up', 'follow_up', 'chase']) {
    const answer = await manager.post(`tickets/${id}/extend`, { ...wish, clock });
    expect([clock, answer.status, answer.body.guard]).toEqual([clock, 409, 'fixed_promise']);
  }
  expect((await manager.post(`tickets/${id}/extend`, { ...wish, tellCustomer: false })).status).toBe(400);
  expect((await manager.post(`tickets/${id}/extend`, { ...wish, until: await later(-HOUR) })).body.guard).toBe('next_news');
  const silent = await opened(agent, { anonymous: true });
  expect((await manager.post(`tickets/${silent}/extend`, wish)).body.guard).toBe('reachable');
  const subject = await world.signIn('manager');
  await world.sql('UPDATE ticket SET subject_staff_id = $2 WHERE id = $1', [id, subject.staffId]);
  expect((await subject.post(`tickets/${id}/extend`, wish)).status).toBe(404);
});

test('"I have it" keeps the next level quiet for a quarter of the promise, once, and stands on the timeline', async () => {
  const { world, agent, manager } = desk;
  await nextMonday(world);
  const area = await world.signIn('area_manager');
  const { id } = (await logged(agent, { customer: { name: 'Bo' }, severity: 'S1' })).ticket;
  // the promise of four hours is broken, the manager knows
  await world.shift(4.5 * HOUR);
  await ok(manager.post(`tickets/${id}/clocks/fix/acknowledge`, {}));
  const told = async () =>
    (await ok(area.get('notifications?unread=true'))).items.filter(({ ticketId }: { ticketId: string }) => ticketId === id).length;
  const before = await told();
  await world.shift(0.4 * HOUR);
  expect(await told()).toBe(before);
  expect((await ok(manager.get(`tickets/${id}/events`))).items.at(-1).text).toMatch(/has it\.$|is used/);
  expect((await manager.post(`tickets/${id}/clocks/contact/acknowledge`, {})).status).toBe(409);
});
