/**
 * What `work` comes to, if it does within `milliseconds`; else throws what `late` makes. The work
 * itself goes on: whoever began it sees to its end.
 */
export async function inTime<Result>(
  milliseconds: number,
  work: Promise<Result>,
  late: () => Error,
): Promise<Result> {
  const isLate = Promise.withResolvers<never>();
  const timer = setTimeout(() => isLate.reject(late()), milliseconds);
  try {
    return await Promise.race([work, isLate.promise]);
  } finally {
    clearTimeout(timer);
  }
}
