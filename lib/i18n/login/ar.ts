import type { Translation } from "../translate.ts";
import type { en } from "./en.ts";

export const ar: Translation<typeof en> = {
  "login.title": "تسجيل الدخول",
  "login.lead": "رسائل شركتك، لحظة إرسالها.",
  "login.email": "البريد الإلكتروني",
  "login.password": "كلمة المرور",
  "login.submit": "تسجيل الدخول",
  "login.error.wrong": "لا حساب بهذا البريد وكلمة المرور.",
  "login.error.missing": "أدخل بريدك الإلكتروني وكلمة المرور.",
  "login.error.local": "لا تعمل الحسابات التجريبية إلا على جهاز الخادم نفسه.",
  "login.error.limited": {
    zero: "محاولات كثيرة. حاول مرة أخرى الآن.",
    one: "محاولات كثيرة. حاول مرة أخرى بعد ثانية.",
    two: "محاولات كثيرة. حاول مرة أخرى بعد ثانيتين.",
    few: "محاولات كثيرة. حاول مرة أخرى بعد {count} ثوانٍ.",
    many: "محاولات كثيرة. حاول مرة أخرى بعد {count} ثانية.",
    other: "محاولات كثيرة. حاول مرة أخرى بعد {count} ثانية.",
  },
  "login.error.unavailable": "الخادم مشغول الآن. حاول مرة أخرى.",
  "login.demo.title": "حسابات تجريبية",
  "login.demo.text": "كلمة المرور لها كلها {password}",

  "role.subscriber": "عضو",
  "role.agent": "خدمة العملاء",
  "role.tenant_admin": "مشرف",
  "role.global_admin": "مشرف عام",
};
