/**
 * Small parts that most islands and what they load later have in common. Whatever imports all of
 * them shares one file of them; each by itself would be a file of its own, and compress badly.
 */
import "fresh/runtime";
import "../../lib/i18n/format.ts";
import "../../lib/i18n/translate.ts";
import "../../lib/preferences.ts";
import "./EmptyState.tsx";
import "../files/file_content.ts";
import "../files/FileThumb.tsx";
import "./Icon.tsx";
import "../messages/page_url.ts";
import "./Time.tsx";
import "./use_slow.ts";
