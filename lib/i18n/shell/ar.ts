import type { Translation } from "../translate.ts";
import type { en } from "./en.ts";

export const ar: Translation<typeof en> = {
  "app.name": "Harbor",
  "app.title": "{page} · Harbor",
  "app.skip": "انتقل إلى المحتوى",
  "app.areas": "الأقسام",
  "app.more": "المزيد",
  "app.limits": "الحدود",
  "app.retry": "أعد المحاولة",

  "search.clear": "امسح البحث",
  "search.nothing": "لا نتائج للبحث عن «{query}»",

  "failure.offline": "لا يوجد اتصال",
  "failure.busy": "الخادم مشغول",
  "failure.signedOut": "انتهت جلستك",
  "failure.refused": "رفض الخادم الطلب",

  "connection.label": "الاتصال: {status}",
  "connection.live": "مباشر",
  "connection.connecting": "جارٍ الاتصال",
  "connection.polling": "متأخر",
  "connection.offline": "غير متصل",
  "connection.manual": "غير مباشر",
  "connection.live.detail": "تظهر الرسائل الجديدة من تلقاء نفسها.",
  "connection.connecting.detail": "جارٍ الوصول إلى الخادم.",
  "connection.polling.detail":
    "تعذّر الاتصال المباشر، لذلك تُجلب الرسائل الجديدة كل بضع ثوانٍ.",
  "connection.offline.detail":
    "تعذّر الوصول إلى الخادم. ما ترسله محفوظ وسيُرسل لاحقًا.",
  "connection.manual.detail": "تظهر الرسائل الجديدة عند تحميل الصفحة من جديد.",
  "connection.stayed":
    "تلك الصفحة تحتاج إلى الخادم، لذا بقيت هذه الصفحة مفتوحة. لم يضع شيء.",
  "connection.since": "منذ",
  "connection.lastEvent": "آخر حدث",
  "connection.roundTrip": "زمن الاستجابة",
  "connection.none": "لا شيء بعد",
  "connection.milliseconds": "{count} م.ث",

  "preferences.label": "العرض",
  "preferences.theme": "المظهر",
  "preferences.theme.system": "النظام",
  "preferences.theme.light": "فاتح",
  "preferences.theme.dark": "داكن",
  "preferences.density": "القائمة",
  "preferences.density.comfortable": "مريحة",
  "preferences.density.compact": "مضغوطة",
  "preferences.language": "اللغة",

  "person.label": "الحساب: {name}",
  "person.signOut": "تسجيل الخروج",
};
