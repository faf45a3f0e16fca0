import type { TestClient } from "../support/client.ts";

/** A request may take ten seconds; a busy machine is given some more. */
const HANGS_AFTER_MS = 12_000;

/** No outage of a test lasts so long. */
const GIVES_UP_AFTER_MS = 90_000;

/** One message, from the first try to the answer that it is there. */
export interface Sent {
  clientId: string;
  messageId: number;
  /** When the try that succeeded began, on the clock of `performance.now()`. */
  startedAt: number;
  answeredAt: number;
}

/** Sends messages; what is refused for the moment, or broken off, it tries again until it is taken. */
export class Writer {
  readonly sent: Sent[] = [];
  /** Answers 503, and how long each took. */
  readonly refusals: number[] = [];
  /** Connections that broke before the answer. */
  broken = 0;
  /** Messages that an earlier try had made, whose answer never came. */
  madeBefore = 0;
  /** What a server must never do. */
  readonly complaints: string[] = [];
  /** Every message that was ever tried. */
  readonly clientIds: string[] = [];
  private turn: number;
  /** Why the last try that failed did. */
  private trouble: unknown;

  private readonly hangsAfterMs: number;

  /** `clients` are the same user on several isolates, used in turn; `first` begins. */
  constructor(
    private readonly clients: TestClient[],
    private readonly recipients: string[] | "tenant",
    { first = 0, hangsAfterMs = HANGS_AFTER_MS } = {},
  ) {
    this.turn = first;
    this.hangsAfterMs = hangsAfterMs;
  }

  async send(signal?: AbortSignal): Promise<Sent | undefined> {
    const clientId = crypto.randomUUID();
    this.clientIds.push(clientId);
    const deadline = performance.now() + GIVES_UP_AFTER_MS;
    while (!signal?.aborted) {
      if (performance.now() > deadline) {
        this.complaints.push(
          `a message was not taken in ${GIVES_UP_AFTER_MS} ms; last: ${this.trouble}`,
        );
        return;
      }
      const sent = await this.attempt(clientId);
      this.turn++;
      if (sent) {
        this.sent.push(sent);
        return sent;
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  async sendMany(count: number): Promise<this> {
    for (let n = 0; n < count; n++) await this.send();
    return this;
  }

  /** One message after the other, with pauses between. */
  async sendUntil(signal: AbortSignal, pauseMs: number): Promise<this> {
    while (!signal.aborted) {
      await this.send(signal);
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
    return this;
  }

  private async attempt(clientId: string): Promise<Sent | undefined> {
    const client = this.clients[this.turn % this.clients.length];
    const startedAt = performance.now();
    try {
      const response = await client.fetch("/api/messaging/send", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({
          subject: `Number ${this.clientIds.length} of ${client.user.email}`,
          body: "…",
          recipients: this.recipients,
          clientId,
        }),
        signal: AbortSignal.timeout(this.hangsAfterMs),
      });
      const answer = await response.json();
      const answeredAt = performance.now();
      if (response.ok) {
        if (response.status === 200) this.madeBefore++;
        return { clientId, messageId: answer.id, startedAt, answeredAt };
      }
      this.refused(response, answer, answeredAt - startedAt);
    } catch (error) {
      this.trouble = error;
      if (error instanceof DOMException && error.name === "TimeoutError") {
        this.complaints.push(`a send hung for ${this.hangsAfterMs} ms`);
      } else this.broken++;
    }
  }

  private refused(response: Response, answer: unknown, ms: number): void {
    this.trouble = JSON.stringify(answer);
    if (response.status === 503 && response.headers.has("retry-after")) {
      this.refusals.push(ms);
      return;
    }
    this.complaints.push(
      `a send was answered ${response.status}: ${this.trouble}`,
    );
  }
}
