/** Sets the desk's clock to the next Tuesday, ten or eleven in the morning in New York: whenever the tests run, customers may be written to. */
export const BY_DAY = `UPDATE clock_shift SET shift = (
  SELECT CASE WHEN tuesday < clock_timestamp() THEN tuesday + interval '7 days' ELSE tuesday END
  FROM (SELECT date_trunc('week', clock_timestamp(), 'UTC') + interval '39 hours' AS tuesday) week) - clock_timestamp()`;
