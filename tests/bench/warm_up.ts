/** How long a server works before it is measured: its compiler needs that. */
export const WARM_UP_SECONDS = 3;
