/**
 * Small modules that most islands, and what they load later, have in common. A bundle that imports
 * this list shares one file of them; each would otherwise be a file of its own and compress badly.
 */
import "fresh/runtime";
import "../lib/client/kit/client_id.ts";
import "../lib/client/kit/keys.ts";
import "../lib/client/kit/live_answers.ts";
import "../lib/client/kit/live_list.ts";
import "../lib/client/kit/outbox.ts";
import "../lib/client/kit/plain_click.ts";
import "../lib/client/kit/search_url.ts";
import "../lib/client/kit/type_ahead.ts";
import "../lib/client/page/attempts.ts";
import "../lib/client/page/harbor.ts";
import "../lib/i18n/format.ts";
import "../lib/i18n/translate.ts";
import "../lib/preferences.ts";
import "./kit/EmptyState.tsx";
import "./files/file_content.ts";
import "./files/FileThumb.tsx";
import "./kit/Icon.tsx";
import "./messages/page_url.ts";
import "./kit/Time.tsx";
import "./kit/use_slow.ts";
