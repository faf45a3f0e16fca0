import { ROOT } from "../support/module_graph.ts";
import { licencesPage } from "./licences.ts";

Deno.writeTextFileSync(ROOT + "docs/licences.md", licencesPage());
