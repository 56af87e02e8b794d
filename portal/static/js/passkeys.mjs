// Passkeys: asks the device, puts its answer into the form and sends it. What to ask stands in the button.
export function start(page) {
  for (const button of page.querySelectorAll("button[data-passkey]")) {
    if (!window.PublicKeyCredential) {
      say(button, "unable");
      continue;
    }
    button.addEventListener("click", () => ask(button));
    // A form whose one button asks the device has nothing else that Enter could mean.
    if (button.dataset.passkey === "create") {
      button.form.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" || event.target.tagName !== "INPUT") return;
        event.preventDefault();
        button.click();
      });
    }
  }
}

async function ask(button) {
  const into = button.form.elements[button.dataset.into];
  const wish = JSON.parse(button.dataset.wish);
  button.setAttribute("aria-busy", "true");
  say(button, "");
  try {
    const publicKey = { ...wish, challenge: bytes(wish.challenge) };
    into.value = JSON.stringify(button.dataset.passkey === "create" ? await make(publicKey) : await get(publicKey));
    button.form.requestSubmit();
  } catch {
    // The person closed the window, or the device has no key for this portal: both are said alike.
    say(button, "failed");
  } finally {
    button.removeAttribute("aria-busy");
  }
}

async function make(wish) {
  const known = (wish.excludeCredentials ?? []).map((one) => ({ ...one, id: bytes(one.id) }));
  const publicKey = { ...wish, user: { ...wish.user, id: bytes(wish.user.id) }, excludeCredentials: known };
  return written(await navigator.credentials.create({ publicKey }), ["clientDataJSON", "attestationObject"]);
}

async function get(publicKey) {
  return written(
    await navigator.credentials.get({ publicKey }),
    ["clientDataJSON", "authenticatorData", "signature", "userHandle"],
  );
}

function written(credential, parts) {
  const response = {};
  for (const part of parts) {
    if (credential.response[part]) response[part] = text(credential.response[part]);
  }
  return { id: credential.id, rawId: text(credential.rawId), type: credential.type, response };
}

function bytes(written) {
  const plain = atob(written.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (sign) => sign.charCodeAt(0));
}

function text(buffer) {
  const plain = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(plain).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function say(button, what) {
  for (const sentence of button.form.querySelectorAll("[data-passkey-says]")) {
    sentence.hidden = sentence.dataset.passkeySays !== what;
  }
}
