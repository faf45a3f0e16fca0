/**
 * The problems that a client meets in a way of its own: `type` of their answers, as RFC 9457 has it.
 * All others have the type "about:blank": their status says enough.
 */
export const PROBLEM_TYPES = {
  /** The session is of another tenant than the one whose stream was asked for. */
  otherTenant: "urn:harbor:problem:other-tenant",
  /** A file holds malware. */
  malware: "urn:harbor:problem:malware",
  /** A file's content or declared type is another than its name says. */
  misnamed: "urn:harbor:problem:misnamed",
  /** A file of a type that needs content has none. */
  emptyFile: "urn:harbor:problem:empty-file",
  /** A form that is there to upload files holds none. */
  noFile: "urn:harbor:problem:no-file",
  /** Files take all the room that a person or their tenant may use. */
  overQuota: "urn:harbor:problem:over-quota",
} as const;

export type ProblemType = (typeof PROBLEM_TYPES)[keyof typeof PROBLEM_TYPES];
