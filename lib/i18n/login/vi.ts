import type { Translation } from "../translate.ts";
import type { en } from "./en.ts";

export const vi: Translation<typeof en> = {
  "login.title": "Đăng nhập",
  "login.lead": "Thư từ trong công ty, đến ngay khi được gửi.",
  "login.email": "Email",
  "login.password": "Mật khẩu",
  "login.submit": "Đăng nhập",
  "login.error.wrong": "Không có tài khoản nào với email và mật khẩu này.",
  "login.error.missing": "Hãy nhập email và mật khẩu.",
  "login.error.local":
    "Tài khoản dùng thử chỉ đăng nhập được trên chính máy chủ này.",
  "login.error.limited": {
    other: "Bạn đã thử quá nhiều lần. Hãy thử lại sau {count} giây.",
  },
  "login.error.unavailable": "Máy chủ đang bận. Vui lòng thử lại.",
  "login.demo.title": "Tài khoản dùng thử",
  "login.demo.text": "Mật khẩu chung: {password}",

  "role.subscriber": "Thành viên",
  "role.agent": "Chăm sóc khách hàng",
  "role.tenant_admin": "Quản trị",
  "role.global_admin": "Quản trị hệ thống",
};
