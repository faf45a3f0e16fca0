import { z } from "zod";
import { StoredText } from "../http/text.ts";

/** 1 to 200 characters, of any kind. */
export const Password = z.string().min(1).max(200);

/** One that people choose for themselves: 8 characters at least, of any kind (NIST SP 800-63B). */
export const NewPassword = z.string().min(8).max(200);

/** More than an address and a password need, escaped as may be. */
export const MAX_LOGIN_BYTES = 16_384;

/** `POST /api/auth/login`. */
export const LoginInput = z.object({
  email: StoredText.trim().min(1).max(320),
  password: Password,
}).meta({ id: "LoginInput" });

export const SessionUser = z.object({
  id: z.number().int(),
  email: z.string(),
  name: z.string(),
  role: z.enum(["subscriber", "agent", "tenant_admin", "global_admin"]),
  tenantId: z.string(),
});

/** The answer of `login` and `refresh`. */
export const Session = z.object({
  token: z.string().meta({
    description:
      "A JWT for `Authorization: Bearer`; the cookie that comes with the answer holds the same",
  }),
  expiresAt: z.iso.datetime().meta({
    description:
      "When the token must be refreshed, which can be done until the session ends",
  }),
  sessionExpiresAt: z.iso.datetime().meta({
    description: "When the session ends, unless it is refreshed before",
  }),
  user: SessionUser,
}).meta({ id: "Session" });

export type LoginInput = z.output<typeof LoginInput>;
export type Session = z.output<typeof Session>;
