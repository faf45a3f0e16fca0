import type { Queries } from "../../db/database.ts";
import { Problem } from "../../http/problem.ts";
import { emailKey } from "../../shared/same_email.ts";
import type { RecordEvent } from "../../realtime/event.ts";
import { createUser } from "../../tenancy/users.ts";
import { BadLine } from "./historic_message.ts";

/**
 * Finds the addresses of senders in one transaction. An unknown sender becomes a user of the tenant
 * without a password.
 */
export class Senders {
  private readonly found = new Map<string, string>();

  constructor(
    private readonly tx: Queries,
    private readonly record: RecordEvent,
    private readonly tenantId: string,
    private readonly now: Date,
  ) {}

  /** @throws {BadLine} for a sender who cannot be one in this tenant. */
  async addressOf(sender: string): Promise<string> {
    const known = this.found.get(sender);
    if (known !== undefined) return known;
    const email = emailKey(
      sender.includes("@") ? sender : `${sender}@${this.tenantId}.invalid`,
    );
    if (!await this.isUser(email)) await this.create(email, sender);
    this.found.set(sender, email);
    return email;
  }

  private async isUser(email: string): Promise<boolean> {
    const user = await this.tx.selectFrom("Users").select("TenantId")
      .where("Email", "=", email).executeTakeFirst();
    if (user && user.TenantId !== this.tenantId) {
      throw new BadLine(`sender: "${email}" is in another tenant`);
    }
    return user !== undefined;
  }

  private async create(email: string, sender: string): Promise<void> {
    try {
      await createUser(this.tx, this.record, {
        tenantId: this.tenantId,
        email,
        name: sender.split("@")[0],
        role: "subscriber",
        passwordHash: null,
      }, this.now);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      throw new BadLine(`sender: ${error.detail}`);
    }
  }
}
