// What a screen reader hears: one polite sentence for each action.

/** @type {string[]} */
const heard = [];
let pending = 0;
let sentence = "";

/** Say one sentence; of several in one action only the last is heard. @param {string} words */
function say(words) {
  sentence = words;
  if (pending) return;
  pending = requestAnimationFrame(() => {
    pending = 0;
    const box = $("live");
    box.textContent = sentence === box.textContent ? sentence + "\u00a0" : sentence;
    heard.push(sentence);
  });
}

const statusWord = (c) => (statusOf(c) === 0 ? "" : `${LINES[statusOf(c)].say[0].toUpperCase()}${LINES[statusOf(c)].say.slice(1)}: `);

/** "Denied: Ruritania bans Acme. 1 article." @param {number} c */
const speakClaim = (c) => `${statusWord(c)}${label(subject(c))} ${relation(c)[1]} ${objectWords(c)}. ${plural(articles(c), "article")}.`;

/** A thing, and how it hangs together with the one before. @param {number} i @param {number} [from] */
function speakNode(i, from) {
  let words = `${label(i)}, ${classLabel(i)}. `;
  if (from !== undefined) {
    const shared = shownClaims.filter((c) => (subject(c) === i && object(c) === from) || (subject(c) === from && object(c) === i)).sort(worth);
    if (shared.length) {
      const c = shared[0];
      words += `${statusWord(c)}${label(subject(c))} ${relation(c)[1]} ${objectWords(c)}, ${G.statuses[statusOf(c)]}, ${plural(articles(c), "article")}`;
      words += shared.length > 1 ? `; ${plural(shared.length - 1, "more claim", "more claims")}. ` : ". ";
    }
  }
  return `${words}${plural(passing(i).length, "claim")} in all.`;
}
