import type { Actor } from "../auth/actor.ts";
import { requireUnchanged } from "../auth/session.ts";
import { CommitUnknownError, isUniqueViolation } from "../db/errors.ts";
import { parse } from "../http/body.ts";
import { Problem } from "../http/problem.ts";
import { requireDiskRoom } from "../http/require_disk_room.ts";
import { limitsOf } from "../limits/limits.ts";
import { commit } from "../realtime/commit.ts";
import type { Services } from "../services.ts";
import { PROBLEM_TYPES } from "../shared/problem_types.ts";
import {
  type MediaFile,
  type UploadAnswer,
  type UploadError,
  UploadFields,
} from "./contract.ts";
import { cleanFileName } from "./file_name.ts";
import { insertFiles, uploadedWith } from "./insert_files.ts";
import { MalwareFound, noteRefusal } from "./malware_refusals.ts";
import { type FilePart, fileParts, type OnField } from "./multipart.ts";
import { readQuotas, withinQuotas } from "./quota.ts";
import { discard, takeFile, type TakenFile } from "./take_file.ts";
import { withinDiskRoom } from "./within_disk_room.ts";

type UploadServices = Pick<
  Services,
  | "settings"
  | "diskRoom"
  | "db"
  | "spine"
  | "store"
  | "scanner"
  | "jobs"
  | "decoder"
  | "turns"
  | "clock"
  | "log"
>;

/** What the heads of the parts may take, beside the files. */
const FRAME_BYTES = 1024 * 1024;

/** What became of an upload, and whether this call made it so. */
export interface UploadResult extends UploadAnswer {
  created: boolean;
}

/**
 * Takes the files of a `multipart/form-data` body into the actor's library. Each stands alone: one
 * that is refused is passed over. When the body breaks off, though, nobody is told of any of them,
 * and none is kept. A field `clientId` before the first file names the upload: the same from the
 * same actor again takes nothing, and gives the files of the first.
 *
 * @throws {Problem} 400 for a body that is malformed or breaks off, 401 where the actor was shut out,
 * or got another role, before its end, 415 for another content type,
 * 422 for one without a file; when no file is taken, why the first was not; 503 when too many upload, or the
 * disk is used up but for its reserve.
 */
export async function uploadFiles(
  services: UploadServices,
  actor: Actor,
  request: Request,
): Promise<UploadResult> {
  const fields: Record<string, string> = {};
  const { items, refused, created } = await upload(services, actor, request, {
    onField: (name, value) => {
      if (name === "clientId") fields[name] = value;
    },
    clientId: () => parse(UploadFields, fields).clientId,
  });
  if (items.length > 0) {
    return { items, errors: refused.map(asError), created };
  }
  throw refused[0]?.problem ??
    new Problem(422, "There is no file in the form", {
      type: PROBLEM_TYPES.noFile,
    });
}

/**
 * Takes a whole form, as a page without JavaScript posts it: its files into the actor's library, if
 * there are any, and its fields, with line ends as people typed them. Throws as `uploadFiles`, but
 * for files that are refused.
 */
export async function uploadForm(
  services: UploadServices,
  actor: Actor,
  request: Request,
): Promise<UploadAnswer & { fields: URLSearchParams }> {
  const fields = new URLSearchParams();
  const { items, refused } = await upload(services, actor, request, {
    onField: (name, value) =>
      fields.append(name, value.replaceAll("\r\n", "\n")),
    mayBeEmpty: true,
  });
  return { fields, items, errors: refused.map(asError) };
}

interface Form {
  onField: OnField;
  /** There may be a field for files in which none was chosen. */
  mayBeEmpty?: boolean;
  /** What the uploader calls the upload, as the fields say that came before the first file. */
  clientId?(): string | undefined;
}

interface RefusedFile {
  problem: Problem;
  fileName: string;
}

interface Uploaded {
  items: MediaFile[];
  refused: RefusedFile[];
  created: boolean;
}

/** As soon as there is a place among the uploads of this isolate. */
function upload(
  services: UploadServices,
  actor: Actor,
  request: Request,
  form: Form,
): Promise<Uploaded> {
  return services.turns.upload(
    actor,
    () => takeFiles(services, actor, request, form),
  );
}

async function takeFiles(
  services: UploadServices,
  actor: Actor,
  request: Request,
  { onField, mayBeEmpty = false, clientId = () => undefined }: Form,
): Promise<Uploaded> {
  const declared = Number(request.headers.get("content-length") ?? 0);
  await requireDiskRoom(services, declared);
  const limits = await limitsOf(services, actor.tenantId);
  const { maxFileBytes, maxFilesPerMessage } = limits;
  const quotas = await readQuotas(services.db.query, actor, limits);
  const maxBytes = maxFileBytes * maxFilesPerMessage + FRAME_BYTES;
  const taken: TakenFile[] = [];
  const refused: RefusedFile[] = [];
  let earlier: MediaFile[] | undefined;
  try {
    for await (const part of fileParts(request, maxBytes, { onField })) {
      earlier ??= await uploadedWith(services.db, actor, clientId());
      const isEmpty = mayBeEmpty && part.fileName === "";
      if (isEmpty || earlier.length > 0) {
        await passOver(part);
        continue;
      }
      try {
        refuseMoreThan(maxFilesPerMessage, taken.length + refused.length);
        const before = taken.reduce((sum, { size }) => sum + size, 0);
        const body = withinQuotas(quotas, before, part.body);
        const bounded = { ...part, body: withinDiskRoom(services, body) };
        taken.push(await takeFile(services, actor, bounded, limits));
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        if (error instanceof MalwareFound) {
          await noteRefusal(services, actor, error);
        }
        const fileName = cleanFileName(part.fileName);
        refused.push({ problem: error, fileName });
        await passOver(part);
      }
    }
    // An upload may take hours, in which somebody is shut out.
    await requireUnchanged(services, actor);
    if (earlier?.length) return { items: earlier, refused, created: false };
    if (taken.length === 0) return { items: [], refused, created: true };
    const items = await commit(
      services,
      (tx, record) =>
        insertFiles(services, tx, record, actor, {
          files: taken,
          clientId: clientId(),
          limits,
        }),
    );
    return { items, refused, created: true };
  } catch (error) {
    // Perhaps they are in the library by now. If not, the sweep finds them.
    if (error instanceof CommitUnknownError) throw error;
    for (const { keys } of taken) await discard(services.store, keys);
    if (isUniqueViolation(error)) {
      // Two attempts at once: the other was faster.
      const items = await uploadedWith(services.db, actor, clientId());
      return { items, refused: [], created: false };
    }
    throw isTooLarge(error) ? refused[0]?.problem ?? error : error;
  }
}

/** The whole body is too large, perhaps because of one file, whose own refusal says more. */
function isTooLarge(error: unknown): boolean {
  return error instanceof Problem && error.status === 413;
}

function refuseMoreThan(most: number, count: number): void {
  if (count < most) return;
  throw new Problem(413, `More than ${most} files in one request`);
}

/** Reads on to the next part. */
async function passOver({ body }: FilePart): Promise<void> {
  for await (const _ of body);
}

function asError({ problem, fileName }: RefusedFile): UploadError {
  const { type, status, title, detail } = problem;
  return { fileName, type, status, title, detail };
}
