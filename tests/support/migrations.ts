import { AREAS } from "../../lib/areas.ts";
import { migrationsOf } from "../../lib/open_services.ts";

/** The migrations of all areas. */
export const OWN = migrationsOf(AREAS);
