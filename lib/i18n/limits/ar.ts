import type { Translation } from "../translate.ts";
import type { en } from "./en.ts";

export const ar: Translation<typeof en> = {
  "limits.title": "الحدود",
  "limits.lead.global": "تسري على كل مؤسسة ليست لها حدود خاصة بها.",
  "limits.lead.tenant": "تسري على العاملين في {tenant}.",
  "limits.place": "حدود",
  "limits.place.global": "كل المؤسسات",
  "limits.place.show": "عرض",
  "limits.files": "الملفات",
  "limits.messages": "الرسائل",
  "limits.connections": "الاتصالات",
  "limits.maxFileBytes": "أكبر ملف، بالميبيبايت (MiB)",
  "limits.maxFilesPerMessage": "عدد الملفات في الرسالة الواحدة",
  "limits.userQuotaBytes": "ملفات الشخص الواحد، بالجيبيبايت (GiB)",
  "limits.tenantQuotaBytes": "ملفات الجميع معًا، بالجيبيبايت (GiB)",
  "limits.usage.people": "أصحاب الملفات الأكبر حجمًا",
  "limits.maxSubjectLength": "عدد أحرف الموضوع",
  "limits.maxBodyLength": "عدد أحرف نص الرسالة",
  "limits.streamsPerUser": "عدد الاتصالات المباشرة للشخص الواحد",
  "limits.inherited": "إن تُرك فارغًا: {value}، كما في كل المؤسسات",
  "limits.builtIn": "إن تُرك فارغًا: {value}، القيمة الأصلية",
  "limits.unlimited": "بلا حد",
  "limits.range": "أدخل عددًا من {min} إلى {max}، أو اترك الحقل فارغًا.",
  "limits.range.above":
    "أدخل عددًا أكبر من {min} ولا يتجاوز {max}، أو اترك الحقل فارغًا.",
  "limits.range.off":
    "أدخل عددًا من {min} إلى {max}، أو off لعدم وضع حد، أو اترك الحقل فارغًا.",
  "limits.types": "أنواع الملفات المسموح بها",
  "limits.types.inherited": "كما في كل المؤسسات",
  "limits.types.builtIn": "القيمة الأصلية",
  "limits.types.other": "أنواع أخرى",
  "limits.save": "حفظ الحدود",
  "limits.saved": "حُفظت، وهي سارية من الآن.",
  "limits.refused": "لم يُحفظ شيء. راجع الحقول المعلَّمة.",

  "heldBack.title": "ملفات محتجزة",
  "heldBack.none": "لا شيء: كل ملف رُفع يمكن تنزيله.",
  "heldBack.scanning": "ينتظر الفحص",
  "heldBack.infected": "برنامج ضار: {threat}",
  "heldBack.refused": "لم يُقبل، برنامج ضار: {threat}",
};
