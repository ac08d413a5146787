/**
 * How many rows came, left or changed places between the order that is shown and the newest one. A row that moved to the top is one change,
 * although all others stand one lower: of the rows in both orders those that moved are the ones outside the longest run in unchanged order.
 */
export function changesBetween(shown: readonly string[], newest: readonly string[]): number {
  const places = new Map(shown.map((id, place) => [id, place]));
  const stayed = newest.flatMap((id) => places.get(id) ?? []);
  return newest.length - stayed.length + (shown.length - stayed.length) + (stayed.length - longestRise(stayed));
}

/** Length of the longest rising subsequence, by the smallest last number of each length. */
function longestRise(numbers: readonly number[]): number {
  const ends: number[] = [];
  for (const number of numbers) {
    const at = ends.findIndex((end) => end >= number);
    ends[at === -1 ? ends.length : at] = number;
  }
  return ends.length;
}
