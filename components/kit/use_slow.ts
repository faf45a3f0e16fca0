import { useEffect, useState } from "preact/hooks";

/** Work that takes less than this shows nothing. */
const SLOW_MS = 200;

/** Whether something has been under way for long enough to be shown. */
export function useSlow(isUnderWay: boolean, milliseconds = SLOW_MS): boolean {
  const [isSlow, setSlow] = useState(false);
  useEffect(() => {
    setSlow(false);
    if (!isUnderWay) return;
    const timer = setTimeout(() => setSlow(true), milliseconds);
    return () => clearTimeout(timer);
  }, [isUnderWay, milliseconds]);
  return isUnderWay && isSlow;
}
