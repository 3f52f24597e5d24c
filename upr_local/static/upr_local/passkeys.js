// Says in words that a passkey was not accepted, or that the person closed the browser's question.
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  const notice = document.getElementById("passkey-failed");
  if (notice) notice.hidden = false;
});
