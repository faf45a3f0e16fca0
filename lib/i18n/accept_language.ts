import { isLanguage, type Language } from "./translate.ts";

/** The language that an `Accept-Language` header prefers among ours; English without a match. */
export function acceptedLanguage(header: string | null): Language {
  const wanted = (header ?? "").split(",").map((range) => {
    const [tag, ...parameters] = range.trim().toLowerCase().split(/\s*;\s*/);
    const weight = parameters.find((each) => each.startsWith("q="))?.slice(2);
    return {
      language: tag.split("-")[0],
      weight: weight === undefined ? 1 : Number(weight) || 0,
    };
  }).filter(({ weight }) => weight > 0).sort((a, b) => b.weight - a.weight);
  return wanted.map(({ language }) => language).find(isLanguage) ?? "en";
}
