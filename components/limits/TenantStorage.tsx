import type { LimitsWords } from "../../lib/i18n/limits/words.ts";
import { formatFileSize } from "../../lib/i18n/format.ts";
import { translate } from "../../lib/i18n/translate.ts";
import type { TenantUsage } from "../../lib/media/contract.ts";
import { StorageUse } from "../files/StorageUse.tsx";

/** What a tenant's files take, and whose they are. */
export function TenantStorage(
  { words, usage }: { words: LimitsWords; usage: TenantUsage },
) {
  return (
    <section class="admin-card tenant-storage">
      <h2>{translate(words, "storage.title")}</h2>
      <StorageUse words={words} usage={usage} />
      {usage.people.length > 0 && (
        <details>
          <summary>{translate(words, "limits.usage.people")}</summary>
          <ul>
            {usage.people.map(({ email, usedBytes }) => (
              <li key={email}>
                <span dir="ltr">{email}</span>
                <span>{formatFileSize(words.language, usedBytes)}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}
