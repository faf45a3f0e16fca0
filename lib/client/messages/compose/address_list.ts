import parseList, { type Address } from "nodemailer/lib/addressparser";
import { emailKey } from "../../../shared/same_email.ts";

/** What is no letter and cannot be seen: it comes along when one copies an address. */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu;

/** A quoted name as it is, or what stands between addresses in lists of all kinds. */
const BETWEEN = /("[^"]*")|[\n\r\t;,،؛；、，]+/g;

/** Between two addresses that have no name, a space is enough. */
const SPACE_BETWEEN = /(\S@\S+)\s+(?=\S+@\S)/g;

/**
 * The addresses that a text names, each once, however it was typed or copied: in lines, by commas,
 * semicolons or tabs, with names or without. What is no address stands as it was written.
 */
export function parseAddressList(text: string): string[] {
  const list = text.replaceAll(INVISIBLE, "")
    .split(/[\r\n]+/).map(withoutNeighbours).join("\n")
    .replaceAll(BETWEEN, (_, quoted?: string) => quoted ?? ", ");
  const hasNames = /[<"]/.test(list);
  const found = parseList(
    hasNames ? list : list.replaceAll(SPACE_BETWEEN, "$1, "),
  ).flatMap(addressesOf);
  return [...new Map(found.map((each) => [emailKey(each), each])).values()];
}

/** Of a row of a table, the cells that have an address: those beside it say whose it is. */
function withoutNeighbours(line: string): string {
  const cells = line.split("\t");
  const named = cells.filter((cell) => cell.includes("@"));
  return (named.length > 0 ? named : cells).join("\t");
}

function addressesOf({ name, address, group }: Address): string[] {
  if (group) return group.flatMap(addressesOf);
  const text = (address || name).trim();
  return text === "" ? [] : [text];
}
