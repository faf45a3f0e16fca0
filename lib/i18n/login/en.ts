export const en = {
  "login.title": "Sign in",
  "login.lead": "Messages for your company, the moment they are sent.",
  "login.email": "Email",
  "login.password": "Password",
  "login.submit": "Sign in",
  "login.error.wrong": "No account has this email and password.",
  "login.error.missing": "Enter your email and your password.",
  "login.error.local":
    "The demo accounts work on the server’s own machine only.",
  "login.error.limited": {
    one: "Too many attempts. Try again in {count} second.",
    other: "Too many attempts. Try again in {count} seconds.",
  },
  "login.error.unavailable":
    "The server is busy for the moment. Please try again.",
  "login.demo.title": "Demo accounts",
  "login.demo.text": "All of them have the password {password}",

  "role.subscriber": "Member",
  "role.agent": "Agent",
  "role.tenant_admin": "Admin",
  "role.global_admin": "Global admin",
};
