import { type Context, page } from "fresh";
import { Head } from "fresh/runtime";
import { inheritedHint } from "../../../../components/limits/LimitField.tsx";
import {
  LimitsPage,
  type LimitsPageProps,
} from "../../../../components/limits/LimitsPage.tsx";
import { Styles } from "../../../../components/kit/Styles.tsx";
import type { TypeGroup } from "../../../../components/limits/TypeLimits.tsx";
import { AREAS } from "../../../../lib/areas.ts";
import { requireActor } from "../../../../lib/auth/require_actor.ts";
import { define, type State } from "../../../../lib/http/define.ts";
import { readForm } from "../../../../lib/http/form.ts";
import { methods } from "../../../../lib/http/methods.ts";
import {
  LIMITS_WORDS,
  type LimitsWords,
} from "../../../../lib/i18n/limits/words.ts";
import { formatNumber, translate } from "../../../../lib/i18n/translate.ts";
import {
  type Limits,
  limitsInput,
  operatorsLimits,
  type Range,
  STREAMS_PER_USER,
} from "../../../../lib/limits/contract.ts";
import { builtInLimits, limitsOf } from "../../../../lib/limits/limits.ts";
import {
  formOf,
  inputOf,
  type LimitsForm,
  type NumberLimit,
  NUMBERS,
  readLimitsForm,
  textOf,
} from "../../../../lib/limits/limits_form.ts";
import { getLimits, setLimits } from "../../../../lib/limits/set_limits.ts";
import { MEDIA_TYPES } from "../../../../lib/media/contract.ts";
import { FILE_TYPES } from "../../../../lib/media/type/file_types.ts";
import { heldBackFiles } from "../../../../lib/media/held_back.ts";
import { tenantUsage } from "../../../../lib/media/usage.ts";
import { mediaLimits } from "../../../../lib/media/limits.ts";
import { messageLimits } from "../../../../lib/messages/limits.ts";
import { listTenants } from "../../../../lib/tenancy/tenants.ts";

const GROUPS = {
  maxFileBytes: "files",
  maxFilesPerMessage: "files",
  userQuotaBytes: "files",
  tenantQuotaBytes: "files",
  maxSubjectLength: "messages",
  maxBodyLength: "messages",
  streamsPerUser: "connections",
} as const;

const RANGES: Record<NumberLimit, Range> = {
  ...mediaLimits,
  ...messageLimits,
  streamsPerUser: STREAMS_PER_USER,
};

export const handler = define.handlers(methods({
  async GET(ctx) {
    const { own, inherited } = await readPlace(ctx);
    const isSaved = ctx.url.searchParams.has("saved");
    return page(
      await propsOf(ctx, formOf(own, inherited), inherited, [], isSaved),
    );
  },

  /** Sets the limits, or shows the form again with what is wrong. */
  async POST(ctx) {
    const form = readLimitsForm(await readForm(ctx));
    const { inherited } = await readPlace(ctx);
    const input = limitsInput(AREAS).safeParse(inputOf(form, namesFor(ctx)));
    if (!input.success) {
      const wrong = input.error.issues.map(({ path }) => String(path[0]));
      const props = await propsOf(ctx, form, inherited, wrong, false);
      return page(props, { status: 422 });
    }
    const { services } = ctx.state;
    const actor = requireActor(ctx.state);
    await setLimits(services, AREAS, actor, placeOf(ctx), input.data);
    const url = new URL(ctx.url);
    url.searchParams.set("saved", "");
    return ctx.redirect(url.pathname + url.search, 303);
  },
}));

/** The tenant that a global admin chose, or the tenant of its own admin. */
function placeOf({ url, state }: Context<State>): string | null {
  const { role, tenantId } = requireActor(state);
  if (role !== "global_admin") return tenantId;
  return url.searchParams.get("tenant") || null;
}

/** The numbers that the actor may set. */
function namesFor({ state }: Context<State>): readonly NumberLimit[] {
  if (requireActor(state).role === "global_admin") return NUMBERS;
  const operators = operatorsLimits(AREAS);
  return NUMBERS.filter((name) => !operators.includes(name));
}

/** The place's own limits, and those that apply where it has none. */
async function readPlace(
  ctx: Context<State>,
): Promise<{ own: Partial<Limits>; inherited: Limits }> {
  const { services } = ctx.state;
  const place = placeOf(ctx);
  const { own } = await getLimits(services, requireActor(ctx.state), place);
  const inherited = place === null
    ? builtInLimits(services.settings)
    : await limitsOf(services, null);
  return { own, inherited };
}

async function propsOf(
  ctx: Context<State>,
  form: LimitsForm,
  inherited: Limits,
  wrong: string[],
  isSaved: boolean,
): Promise<LimitsPageProps> {
  const { services, view } = ctx.state;
  const actor = requireActor(ctx.state);
  const { language, me } = view!;
  const words = LIMITS_WORDS[language];
  const place = placeOf(ctx);
  const isGlobalAdmin = me.role === "global_admin";
  const tenants = isGlobalAdmin ? await listTenants(services.db.query) : [];
  const name = tenants.find(({ id }) => id === place)?.name ?? me.tenantName;
  return {
    tenant: place === null ? null : { id: place, name },
    tenants,
    fields: namesFor(ctx).map((name) => ({
      name,
      group: GROUPS[name],
      label: translate(words, `limits.${name}`),
      value: form.numbers[name],
      hint: inheritedHint(
        words,
        place === null,
        inWords(words, name, inherited[name]),
      ),
      refusal: wrong.includes(name) ? refusalOf(words, name) : null,
    })),
    types: {
      inherits: form.inheritsTypes,
      groups: typeGroups(form.allowedTypes),
    },
    isSaved,
    usage: place === null ? null : await tenantUsage(services, actor, place),
    heldBack: await heldBackFiles(services, actor),
  };
}

function inWords(
  words: LimitsWords,
  name: NumberLimit,
  value: number | "off",
): string {
  if (value === "off") return translate(words, "limits.unlimited");
  return formatNumber(words.language, Number(textOf(name, value)));
}

function refusalOf(words: LimitsWords, name: NumberLimit): string {
  const { min } = RANGES[name];
  const max = Number(textOf(name, RANGES[name].max));
  switch (name) {
    case "maxFileBytes": // in MiB, of which a part will do
      return translate(words, "limits.range.above", { min: 0, max });
    case "streamsPerUser":
      return translate(words, "limits.range.off", { min, max });
    default:
      return translate(words, "limits.range", { min, max });
  }
}

/** The known types, and others that are allowed already. */
function typeGroups(allowed: string[]): TypeGroup[] {
  const known = FILE_TYPES.map(({ contentType }) => contentType);
  const others = allowed.filter((type) => !known.includes(type));
  const group = (
    label: TypeGroup["label"],
    types: { contentType: string; name: string }[],
  ): TypeGroup => ({
    label,
    types: types.map((type) => ({
      ...type,
      isAllowed: allowed.includes(type.contentType),
    })),
  });
  return [
    ...MEDIA_TYPES.map((mediaType) =>
      group(
        `fileType.${mediaType}`,
        FILE_TYPES.filter((type) => type.mediaType === mediaType)
          .map(({ contentType, extensions }) => ({
            contentType,
            name: extensions.slice(0, 2).join(", "),
          })),
      )
    ),
    group(
      "limits.types.other",
      others.map((contentType) => ({ contentType, name: contentType })),
    ),
  ].filter(({ types }) => types.length > 0);
}

export default define.page<typeof handler>(function LimitsRoute(
  { data, state },
) {
  const view = state.view!;
  const words = LIMITS_WORDS[view.language];
  const title = translate(words, "limits.title");
  return (
    <>
      <Head>
        <title>{translate(words, "app.title", { page: title })}</title>
      </Head>
      <Styles names={["files/storage", "limits/limits"]} />
      <LimitsPage locale={{ ...view, words }} {...data} />
    </>
  );
});
