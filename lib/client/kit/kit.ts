/**
 * What the areas' parts have in common. Whatever imports all of it shares one file with the page's
 * own modules; each by itself would be a file of its own, and compress badly.
 */
import "./client_id.ts";
import "./keys.ts";
import "./live_answers.ts";
import "./live_list.ts";
import "./outbox.ts";
import "./plain_click.ts";
import "./search_url.ts";
import "./type_ahead.ts";
import "../page/attempts.ts";
