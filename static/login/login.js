/** A click on a demo account fills in the form. */
for (const account of document.querySelectorAll("[data-demo-email]")) {
  account.addEventListener("click", () => {
    const { email, password } = document.forms.login.elements;
    email.value = account.dataset.demoEmail;
    password.value = account.dataset.demoPassword;
    document.querySelector("#sign-in").focus();
  });
}
