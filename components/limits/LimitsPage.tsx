import type { Locale } from "../../lib/client/page/view.ts";
import type { LimitsWords } from "../../lib/i18n/limits/words.ts";
import type { TenantUsage } from "../../lib/media/contract.ts";
import { translate } from "../../lib/i18n/translate.ts";
import { HeldBack, type HeldBackRow } from "./HeldBack.tsx";
import { Icon } from "../kit/Icon.tsx";
import { LimitField, type LimitFieldProps } from "./LimitField.tsx";
import { TenantStorage } from "./TenantStorage.tsx";
import { type TypeGroup, TypeLimits } from "./TypeLimits.tsx";

export interface LimitsPageProps {
  /** The tenant whose limits these are; `null` for the defaults of all tenants. */
  tenant: { id: string; name: string } | null;
  /** The tenants to choose from; empty for an admin of one tenant. */
  tenants: { id: string; name: string }[];
  fields: Omit<LimitFieldProps, "words">[];
  types: { inherits: boolean; groups: TypeGroup[] };
  isSaved: boolean;
  /** What the tenant's files take; `null` for the defaults of all tenants. */
  usage: TenantUsage | null;
  /** Files that admins should know of. */
  heldBack: HeldBackRow[];
}

/** Limits, and a form that sets them. Nothing on it needs JavaScript. */
export function LimitsPage(
  { locale, tenant, tenants, fields, types, isSaved, usage, heldBack }:
    & LimitsPageProps
    & {
      locale: Locale<LimitsWords>;
    },
) {
  const { words } = locale;
  const isRefused = fields.some(({ refusal }) => refusal !== null);
  const group = (of: string) => fields.filter((field) => field.group === of);
  return (
    <main class="admin" id="content">
      <div class="admin-page">
        <header class="admin-head">
          <h1>{translate(words, "limits.title")}</h1>
          <p>
            {tenant
              ? translate(words, "limits.lead.tenant", { tenant: tenant.name })
              : translate(words, "limits.lead.global")}
          </p>
        </header>
        {tenants.length > 0 && (
          <PlaceForm words={words} tenant={tenant} tenants={tenants} />
        )}
        {isSaved && (
          <p class="admin-note" role="status">
            <Icon name="check" />
            {translate(words, "limits.saved")}
          </p>
        )}
        {isRefused && (
          <p class="admin-note" data-kind="refusal" role="alert">
            <Icon name="warning" />
            {translate(words, "limits.refused")}
          </p>
        )}
        <form class="admin-form" name="limits" method="post">
          <section class="admin-card">
            <h2>{translate(words, "limits.files")}</h2>
            {group("files").map((field) => (
              <LimitField key={field.name} words={words} {...field} />
            ))}
            <TypeLimits words={words} isGlobal={tenant === null} {...types} />
          </section>
          <section class="admin-card">
            <h2>{translate(words, "limits.messages")}</h2>
            {group("messages").map((field) => (
              <LimitField key={field.name} words={words} {...field} />
            ))}
          </section>
          <section class="admin-card">
            <h2>{translate(words, "limits.connections")}</h2>
            {group("connections").map((field) => (
              <LimitField key={field.name} words={words} {...field} />
            ))}
          </section>
          <div class="admin-actions">
            <button type="submit" class="button button-primary">
              {translate(words, "limits.save")}
            </button>
          </div>
        </form>
        {usage && <TenantStorage words={words} usage={usage} />}
        <HeldBack locale={locale} files={heldBack} />
      </div>
    </main>
  );
}

function PlaceForm(
  { words, tenant, tenants }:
    & { words: LimitsWords }
    & Pick<LimitsPageProps, "tenant" | "tenants">,
) {
  return (
    <form class="admin-place" method="get">
      <label for="limits-place">{translate(words, "limits.place")}</label>
      <select class="field" id="limits-place" name="tenant">
        <option value="">{translate(words, "limits.place.global")}</option>
        {tenants.map(({ id, name }) => (
          <option key={id} value={id} selected={id === tenant?.id}>
            {name}
          </option>
        ))}
      </select>
      <button type="submit" class="button">
        {translate(words, "limits.place.show")}
      </button>
    </form>
  );
}
