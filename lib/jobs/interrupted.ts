/** Why an attempt is ended from outside it. */
export class Interrupted extends Error {
  override name = "Interrupted";

  constructor(readonly by: "stop" | "loss") {
    super(by === "stop" ? "The isolate is going" : "The lease was lost");
  }
}
