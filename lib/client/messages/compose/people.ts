import { parseAddressList } from "./address_list.ts";
import { whoIs } from "../../../shared/who_is.ts";

export interface Person {
  email: string;
  /** Empty where only an address was typed. */
  name: string;
  /** The server was asked and knows nobody by this address. */
  isUnknown?: boolean;
}

/** "Ada <ada@acme.test>, ben@acme.test" as people; names are the page's to find. */
export function parsePeople(text: string): Person[] {
  return parseAddressList(text).map((email) => ({ email, name: "" }));
}

const MOST = 8;

/** How long to wait for a person's name, in milliseconds. */
const TIMEOUT = 2_000;

/**
 * The people of one's tenant whose name or address holds `text`; `null` where the server cannot be
 * asked.
 */
export async function findPeople(
  text: string,
  signal?: AbortSignal,
): Promise<Person[] | null> {
  const query = new URLSearchParams({ q: text, limit: String(MOST) });
  try {
    const response = await fetchSignedIn(`/api/people?${query}`, signal);
    if (!response.ok) return null;
    const { items } = await response.json() as { items: Person[] };
    return items.map(({ email, name }) => ({ email, name }));
  } catch {
    return null;
  }
}

/** A token lives for minutes; a session that lives on gives a new one. */
async function fetchSignedIn(
  url: string,
  signal?: AbortSignal,
): Promise<Response> {
  const init = { signal, headers: { accept: "application/json" } };
  const response = await fetch(url, init);
  if (response.status !== 401) return response;
  await fetch("/api/auth/refresh", { method: "POST" });
  return await fetch(url, init);
}

/** The person an address belongs to, marked where the server knows nobody by it; at once if known. */
export async function recognise(person: Person): Promise<Person> {
  if (person.name !== "" || person.isUnknown) return person;
  const found = await findPeople(person.email, AbortSignal.timeout(TIMEOUT));
  if (found === null) return person;
  return whoIs(person.email, found) ?? { ...person, isUnknown: true };
}
