/* What every page can do besides where scripts run; all of it works without them, more slowly. */
((doc, words) => {
  const way = doc.getElementById("leave");
  if (!way) return;
  const main = doc.getElementById("main"), sounds = [...doc.querySelectorAll("audio")];

  /* Leaving: what is on the page goes from the screen and from memory before anything is asked of the network. */
  const still = doc.getElementById("still");
  way.addEventListener("submit", (event) => {
    if (event.submitter?.hasAttribute("formaction")) return stay();
    if (!way.className) return;
    sounds.forEach((sound) => sound.pause());
    while (way.nextSibling) way.nextSibling.remove();
    way.hidden = true;
    doc.title = words.title;
  });
  let times = 0, last = 0;
  doc.addEventListener("keydown", (event) => {
    if (event.repeat) return;
    times = event.key !== "Shift" ? 0 : event.timeStamp - last < 5000 ? times + 1 : 1;
    last = event.timeStamp;
    if (times > 2 && way.className) way.requestSubmit();
  });

  /* Staying: two minutes before the page locks it asks; the answer is a form that leads nowhere, so no word is lost. */
  let since = Date.now(), before;
  const ask = () => {
    const minutes = (Date.now() - since) / 60000, lock = still.dataset.minutes;
    still.firstElementChild.hidden = minutes < lock - Math.min(2, lock / 2) || minutes >= lock;
  };
  const stay = () => {
    since = Date.now();
    ask();
    (before || main).focus();
  };
  if (still) {
    still.addEventListener("focusin", (event) => { before = event.relatedTarget; });
    setInterval(ask, 5000);
  }

  /* Listening: one button for each sound, and one sound at a time. */
  if (!sounds.length) return;
  const said = doc.createElement("p");
  said.className = "hidden";
  said.setAttribute("role", "status");
  main.append(said);
  const buttons = sounds.map((sound) => {
    const button = doc.createElement("button"), label = sound.getAttribute("aria-label");
    const show = () => {
      const now = sound.paused ? words.listen : words.stop;
      button.textContent = now;
      button.setAttribute("aria-label", label.replace(words.listen, now));
      said.textContent = sound.paused ? "" : words.playing;
    };
    button.type = "button";
    button.className = "hear second";
    button.onclick = () => sound.paused ? play(sound) : sound.pause();
    sound.onplay = sound.onpause = show;
    show();
    sound.hidden = true;
    sound.after(button);
    return button;
  });
  const play = (sound) => {
    for (const other of sounds) if (other !== sound) other.pause();
    sound.currentTime = 0;
    return sound.play().catch((error) => {
      sound.pause();
      return error.name;
    });
  };
  if (!("aloud" in doc.documentElement.dataset)) return;
  const queue = sounds.filter((sound) => main.contains(sound));
  queue.forEach((sound, place) => { sound.onended = () => queue[place + 1] && play(queue[place + 1]); });
  if (queue.length) play(queue[0]).then((refused) => {
    if (refused === "NotAllowedError" && doc.activeElement === doc.body) buttons[sounds.indexOf(queue[0])].focus();
  });
})(document, document.currentScript.dataset);
