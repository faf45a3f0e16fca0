import type { Project } from "./reading/project.ts";

/** One rule of the house, and what shows that it is kept. */
export interface Rule {
  /** What holds, as a sentence. */
  says: string;
  /** What breaks it, one line each, in which the file's path is. */
  breaches(project: Project): string[] | Promise<string[]>;
  /** Files that break it, by what is wrong with them. */
  samples: Record<string, Record<string, string>>;
}
