import type { Translation } from "../translate.ts";
import type { en } from "./en.ts";

export const vi: Translation<typeof en> = {
  "limits.title": "Giới hạn",
  "limits.lead.global": "Áp dụng cho mọi đơn vị không có giới hạn riêng.",
  "limits.lead.tenant": "Áp dụng cho mọi người trong {tenant}.",
  "limits.place": "Giới hạn của",
  "limits.place.global": "Tất cả đơn vị",
  "limits.place.show": "Xem",
  "limits.files": "Tệp",
  "limits.messages": "Thư",
  "limits.connections": "Kết nối",
  "limits.maxFileBytes": "Tệp lớn nhất, tính bằng MiB",
  "limits.maxFilesPerMessage": "Số tệp trong một thư",
  "limits.userQuotaBytes": "Tệp của một người, tính bằng GiB",
  "limits.tenantQuotaBytes": "Tệp của tất cả mọi người, tính bằng GiB",
  "limits.usage.people": "Tệp của ai chiếm nhiều nhất",
  "limits.maxSubjectLength": "Số ký tự của tiêu đề",
  "limits.maxBodyLength": "Số ký tự của nội dung thư",
  "limits.streamsPerUser": "Số kết nối trực tiếp của một người",
  "limits.inherited": "Để trống: {value}, như mọi đơn vị",
  "limits.builtIn": "Để trống: {value}, theo mặc định",
  "limits.unlimited": "không giới hạn",
  "limits.range": "Nhập một số từ {min} đến {max}, hoặc để trống.",
  "limits.range.above":
    "Nhập một số lớn hơn {min}, tối đa {max}, hoặc để trống.",
  "limits.range.off":
    "Nhập một số từ {min} đến {max}, hoặc off nếu không giới hạn, hoặc để trống.",
  "limits.types": "Loại tệp được phép",
  "limits.types.inherited": "Như mọi đơn vị",
  "limits.types.builtIn": "Theo mặc định",
  "limits.types.other": "Loại khác",
  "limits.save": "Lưu giới hạn",
  "limits.saved": "Đã lưu. Có hiệu lực từ bây giờ.",
  "limits.refused": "Chưa lưu gì. Hãy xem các ô được đánh dấu.",

  "heldBack.title": "Tệp bị giữ lại",
  "heldBack.none": "Không có: mọi tệp đã tải lên đều tải về được.",
  "heldBack.scanning": "Đang chờ quét",
  "heldBack.infected": "Mã độc: {threat}",
  "heldBack.refused": "Không nhận, mã độc: {threat}",
};
