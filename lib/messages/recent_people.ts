import type { RecentPeople } from "../tenancy/ports.ts";

/** How many of the actor's messages are looked at, and how many people are named. */
const MESSAGES = 30;
const PEOPLE = 200;

/** What goes to more is an announcement, and tells of nobody. */
const MANY = 50;

/** Of the newest messages that one has neither archived nor deleted. */
export const recentPeople: RecentPeople = async (tx, actor) => {
  const latest = tx.selectFrom("Messages").select(["Id", "RecipientCount"])
    .where("SenderEmail", "=", actor.email)
    .where("IsDeleted", "=", 0).where("IsArchived", "=", 0)
    .orderBy("CreatedAt", "desc").orderBy("Id", "desc").limit(MESSAGES);
  const rows = await tx.selectFrom(latest.as("latest"))
    .innerJoin("MessageRecipients", "MessageId", "latest.Id")
    .where("RecipientCount", "<=", MANY)
    .select("RecipientEmail").distinct()
    .limit(PEOPLE).execute();
  return rows.map(({ RecipientEmail }) => RecipientEmail);
};
