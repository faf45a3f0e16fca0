/** What has become of the last thing that was done to a file, in words. */
export interface FileOutcome {
  of: "save" | "delete";
  isDone: boolean;
  text: string;
}
