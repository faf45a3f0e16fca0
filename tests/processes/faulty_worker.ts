import "./uncaught_faults.ts";
import "../../lib/cli/worker.ts";
