import type { TestClient } from "./client.ts";

/**
 * Who asks. What is given is Ada's, a subscriber of acme, and Ben's, to whom she sent it: an agent,
 * who may do here what a subscriber may. Carla administers acme and has no part in it; Gina and Greg
 * are subscriber and admin of another tenant, Root is the global admin.
 */
export const WHO = [
  "nobody",
  "ada",
  "ben",
  "carla",
  "root",
  "gina",
  "greg",
] as const;

export const EMAILS: Record<string, string> = {
  ada: "ada@acme.test",
  ben: "ben@acme.test",
  carla: "carla@acme.test",
  root: "root@system.test",
  gina: "gina@globex.test",
  greg: "greg@globex.test",
};

/** Stands in what Ada writes to Ben, and in the file with it; nobody else may ever see it. */
export const SECRET = "for-ben-alone";
export const STRANGERS = ["nobody", "carla", "root", "gina", "greg"];

export interface AccessRow {
  route: string;
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** With `{message}` and the like for what is `given`; by default the route. */
  path?: string;
  /** JSON. */
  body?: unknown;
  /** JSON about what is given. */
  about?: (ids: Ids) => unknown;
  /** Posts a file. */
  file?: true;
  /** Fields of a page's form. */
  form?: Record<string, string>;
  /** It is asked by programs without a session: no cookie is looked at. */
  signedByKey?: true;
  /** What it does to the session would spoil the next case. */
  ownSession?: true;
  /** The status for each of `WHO`, in that order; one number is for all but nobody, who gets 401. */
  answers: number[] | number;
}

/** Ids of what an area has for Ada and Ben alone, by the names that rows have for them. */
export type Ids = Record<string, number>;

/** Makes what an area's rows ask for, anew at each call; an area exports it as `given`. */
export type Given = (ada: TestClient) => Promise<Ids>;

export function fileWith(text: string): FormData {
  const form = new FormData();
  form.append("file", new File([text], `${text}.txt`));
  return form;
}

export function everybody(status: number): number[] {
  return WHO.map(() => status);
}
