/**
 * What `work` gives, as long as it takes no longer.
 *
 * @throws {Error} saying `what` after `ms` milliseconds; what comes of `work` is heard by nobody then.
 */
export async function within<T>(
  ms: number,
  work: Promise<T>,
  what: string,
): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new Error(what)), ms);
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
