import { type Holder, rungsFrom, whomToTell } from './escalation.rules';
import type { Role } from './role.rules';

const holder = (staffId: string, role: Role, covers = true, distance = 1): Holder => ({ staffId, name: staffId, role, covers, distance });
const ids = (role: Role, holders: Holder[]) => whomToTell(role, holders).map((one) => one.staffId);

test('the leads of the place are told', () => {
  expect(ids('lead', [holder('lea', 'lead'), holder('max', 'manager'), holder('ann', 'agent')])).toEqual(['lea']);
});

test('edge 78: where no lead is there, the next rung up is told', () => {
  expect(ids('lead', [holder('max', 'manager'), holder('ann', 'agent')])).toEqual(['max']);
  expect(ids('agent', [holder('lea', 'lead')])).toEqual(['lea']);
});

test('a lead of another place does not count', () => {
  expect(ids('lead', [holder('lea', 'lead', false), holder('max', 'manager')])).toEqual(['max']);
});

test('where the whole ladder is empty, every manager is told, wherever he is', () => {
  expect(ids('area_manager', [holder('max', 'manager', false), holder('moe', 'manager'), holder('ann', 'agent')])).toEqual(['max', 'moe']);
});

test('a partner without a lead falls to our managers', () => {
  expect(ids('vendor_lead', [holder('max', 'manager', false), holder('vic', 'vendor_agent')])).toEqual(['max']);
});

test('nobody at all is nobody', () => {
  expect(ids('lead', [holder('ann', 'agent')])).toEqual([]);
});

test('who holds the role twice is told once, and the nearest comes first', () => {
  const two = [holder('far', 'lead', true, 100), holder('near', 'lead', true, 0), holder('far', 'lead', true, 2)];
  expect(ids('lead', two)).toEqual(['near', 'far']);
});

test('a role outside the ladders is its own only rung', () => {
  expect(rungsFrom('admin')).toEqual(['admin']);
  expect(rungsFrom('lead')).toEqual(['lead', 'manager', 'area_manager']);
});
