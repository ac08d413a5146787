import { DataSource } from 'typeorm';
import { dataSourceOptions } from '../src/platform/database/data-source';
import { cloneTemplate, dropClone } from './support/template-database';

/** The first migration that is taken back here. */
const FIRST = 'OutboxDesk1700000000034';

const SHAPE = `
  SELECT 'column ' || table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable || ' ' || coalesce(column_default, '') AS one
  FROM information_schema.columns WHERE table_schema = 'public'
  UNION ALL SELECT 'constraint ' || conrelid::regclass || ' ' || pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = 'public'::regnamespace
  UNION ALL SELECT 'index ' || indexdef FROM pg_indexes WHERE schemaname = 'public'
  UNION ALL SELECT 'view ' || viewname || ' ' || definition FROM pg_views WHERE schemaname = 'public' ORDER BY 1`;

test('what a migration did can be taken back and done again; what somebody stopped is not sent by the program before', async () => {
  const url = await cloneTemplate();
  const source = await new DataSource(dataSourceOptions(url)).initialize();
  try {
    const shape = async (): Promise<string[]> => (await source.query<{ one: string }[]>(SHAPE)).map(({ one }) => one);
    const before = await shape();
    await source.query(
      `INSERT INTO message (id, effect_key, kind, class, automatic, channel, to_address, order_key, state, held_for, not_before, created_at)
       VALUES (gen_random_uuid(), 'stopped', 'staff_reply', 'service', false, 'sms', '+12125550100', 'x', 'held', 'staff', desk_now(), desk_now())`,
    );
    const done = async (): Promise<string[]> =>
      (await source.query<{ name: string }[]>('SELECT name FROM migrations ORDER BY id')).map(({ name }) => name);
    while ((await done()).includes(FIRST)) await source.undoLastMigration();
    expect(await shape()).not.toEqual(before);
    expect(await source.query('SELECT state, held_for FROM message')).toEqual([{ state: 'cancelled', held_for: null }]);
    await source.runMigrations();
    expect(await shape()).toEqual(before);
  } finally {
    await source.destroy();
    await dropClone(url);
  }
});
