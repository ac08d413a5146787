/** Which backend BullMQ has in this run; every worker process of jest has a Redis database of its own. */
export function queueSettings(): Record<string, string> {
  if (process.env['AMENDS_QUEUES'] !== 'redis') return {};
  return { REDIS_URL: `${process.env['AMENDS_TEST_REDIS'] ?? ''}/${process.env['JEST_WORKER_ID'] ?? '1'}` };
}
