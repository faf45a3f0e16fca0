import type { Translation } from "../translate.ts";
import type { en } from "./en.ts";

export const ar: Translation<typeof en> = {
  "error.404.title": "لا صفحة هنا",
  "error.404.text": "ربما في العنوان خطأ، أو نُقلت الصفحة.",
  "error.403.title": "هذه الصفحة ليست لحسابك",
  "error.403.text": "إن احتجت إليها فاطلبها من مشرف شركتك.",
  "error.429.title": "طلبات كثيرة دفعة واحدة",
  "error.429.text": "انتظر بضع ثوانٍ ثم أعد تحميل الصفحة.",
  "error.503.title": "الخادم مشغول الآن",
  "error.503.text": "لم يضع شيء. أعد تحميل الصفحة بعد ثوانٍ.",
  "error.500.title": "حدث خلل لدينا",
  "error.500.text":
    "ما أرسلته من قبل بأمان. إن تكرر الخلل فأخبرنا بالرقم أدناه.",
  "error.other.title": "لم ينجح هذا",
  "error.other.text": "ارجع وحاول مرة أخرى.",
  "error.home": "إلى رسائلك",
};
